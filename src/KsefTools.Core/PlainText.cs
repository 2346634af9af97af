using System.Globalization;
using System.Text;

namespace KsefTools.Core;

/// <summary>
/// Text of others (KSeF, spreadsheets, profiles, names of files) as it may be shown: without what a terminal, a log or
/// a reader would take for something else than a letter.
/// </summary>
public static class PlainText
{
    /// <summary>
    /// The text as one line: a space for each control character and line break, nothing for what cannot be seen, and
    /// the sign for an unknown character where half of one is left.
    /// </summary>
    public static string Line(string text) => Of(text, keepsLines: false);

    /// <summary>As <see cref="Line"/>, with its line breaks: for sentences of ours that hold text of others.</summary>
    public static string Lines(string text) => Of(text, keepsLines: true);

    /// <summary>Whether a text may be shown as it is, on one line.</summary>
    public static bool IsHarmless(string text) => FirstHarmful(text) < 0;

    /// <summary>Where the first character is that may not be shown; -1 where all may.</summary>
    public static int FirstHarmful(string text, bool mayHaveLines = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Nearly all text is plain, and most of that is ASCII.
        var index = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        for (; index >= 0 && index < text.Length; index += LengthAt(text, index))
            if ((!IsHarmlessAt(text, index) || IsTorn(text, index)) && !(mayHaveLines && text[index] is '\n'))
                return index;
        return -1;
    }

    /// <summary>
    /// Whether a character is seen as itself: no control character (line breaks, escape), none that is invisible or
    /// turns the direction of writing, and no line or paragraph separator.
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

    private static string Of(string text, bool keepsLines)
    {
        var index = FirstHarmful(text, keepsLines);
        if (index < 0)
            return text;
        var plain = new StringBuilder(text.Length).Append(text, 0, index);
        for (; index < text.Length; index += LengthAt(text, index))
            if (IsTorn(text, index))
                plain.Append('\uFFFD');
            else if (IsHarmlessAt(text, index) || (keepsLines && text[index] is '\n'))
                plain.Append(text, index, LengthAt(text, index));
            else if (CharUnicodeInfo.GetUnicodeCategory(text, index) is not UnicodeCategory.Format)
                plain.Append(' ');
        return plain.ToString();
    }

    /// <summary>Half of a character, which no encoding can write.</summary>
    private static bool IsTorn(string text, int index) =>
        char.IsSurrogate(text[index]) && !char.IsSurrogatePair(text, index);
}
