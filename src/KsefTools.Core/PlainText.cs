using System.Globalization;
using System.Text;

namespace KsefTools.Core;

/// <summary>
/// Text of others (KSeF, spreadsheets, profiles, names of files) as it may be shown: without what a terminal, a log or a
/// reader would take for something else than a letter.
/// </summary>
public static class PlainText
{
    /// <summary>The text as one line, each harmful character seen as a space or as the sign for an unknown one.</summary>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsHarmless(text))
            return text;
        var line = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index += LengthAt(text, index))
            if (IsHarmlessAt(text, index) && !IsTorn(text, index))
                line.Append(text, index, LengthAt(text, index));
            else
                line.Append(char.IsWhiteSpace(text[index]) ? ' ' : '\uFFFD');
        return line.ToString();
    }

    /// <summary>Whether a text may be shown as it is.</summary>
    public static bool IsHarmless(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var index = 0; index < text.Length; index += LengthAt(text, index))
            if (!IsHarmlessAt(text, index) || IsTorn(text, index))
                return false;
        return true;
    }

    /// <summary>
    /// Whether a character is seen as itself: no control character (line breaks, escape), none that is invisible or turns the
    /// direction of writing, and no line or paragraph separator.
    /// </summary>
    internal static bool IsHarmlessAt(string text, int index) =>
        CharUnicodeInfo.GetUnicodeCategory(text, index)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );

    internal static int LengthAt(string text, int index) => char.IsSurrogatePair(text, index) ? 2 : 1;

    /// <summary>Half of a character, which no encoding can write.</summary>
    private static bool IsTorn(string text, int index) =>
        char.IsSurrogate(text[index]) && !char.IsSurrogatePair(text, index);
}
