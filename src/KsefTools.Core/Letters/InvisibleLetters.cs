using System.Globalization;
using System.Text;

namespace KsefTools.Core.Letters;

/// <summary>
/// Characters that nobody sees and that copying brings along: every reader of the house knows them from here.
/// </summary>
public static class InvisibleLetters
{
    /// <summary>
    /// Whether a character has no shape and no width: zero-width spaces and joiners, marks of byte order and of
    /// direction, soft hyphens, fillers.
    /// </summary>
    public static bool IsInvisible(char character) =>
        character >= '\u007F'
            ? character
                is '\u007F'
                    or '\u034F'
                    or '\u115F'
                    or '\u1160'
                    or '\u2800'
                    or '\u3164'
                    or '\uFFA0'
                    or (>= '\uFE00' and <= '\uFE0F')
                || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format
            : character is '\0';

    /// <summary>
    /// Whether a character looks like a space and is another one: no-break, narrow, of a fixed width.
    /// </summary>
    public static bool IsStrangeSpace(char character) =>
        char.IsWhiteSpace(character) && character is not (' ' or '\t' or '\n' or '\r');

    /// <summary>Whether a character is one of both kinds.</summary>
    public static bool IsOne(char character) => IsInvisible(character) || IsStrangeSpace(character);

    /// <summary>The text as it is meant: nothing invisible in it, and every space an ordinary one.</summary>
    public static string Tidy(string text)
    {
        var first = 0;
        while (first < text.Length && !IsOne(text[first]))
            first++;
        if (first == text.Length)
            return text;
        var tidy = new StringBuilder(text.Length).Append(text, 0, first);
        foreach (var character in text.AsSpan(first))
            if (IsStrangeSpace(character))
                tidy.Append(' ');
            else if (!IsInvisible(character))
                tidy.Append(character);
        return tidy.ToString();
    }

    /// <summary>What to call such a character to a person, with its number.</summary>
    public static string NameOf(char character)
    {
        var number = $"U+{(int)character:X4}";
        return character switch
        {
            '\u00A0' or '\u202F' or '\u2007' => UiText.Of($"a no-break space ({number})", $"twarda spacja ({number})"),
            '\uFEFF' => UiText.Of($"a byte order mark ({number})", $"znacznik kolejności bajtów BOM ({number})"),
            '\u00AD' => UiText.Of($"a soft hyphen ({number})", $"miękki łącznik ({number})"),
            '\u200B' => UiText.Of($"a zero-width space ({number})", $"spacja o zerowej szerokości ({number})"),
            _ when IsStrangeSpace(character) => UiText.Of(
                $"an unusual space ({number})",
                $"nietypowa spacja ({number})"
            ),
            _ => UiText.Of($"an invisible character ({number})", $"niewidoczny znak ({number})"),
        };
    }
}
