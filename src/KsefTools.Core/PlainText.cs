using System.Globalization;

namespace KsefTools.Core;

/// <summary>
/// Text of others (KSeF, spreadsheets, profiles, names of files) as it may be shown: without the characters that a
/// terminal, a log or a reader would take for something else than a letter.
/// </summary>
public static class PlainText
{
    /// <summary>
    /// Whether a character is shown as itself: no control character (line breaks, escape), none that is invisible or turns
    /// the direction of writing, and no line or paragraph separator.
    /// </summary>
    public static bool IsHarmless(char letter) =>
        char.GetUnicodeCategory(letter)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );
}
