using System.Text.RegularExpressions;
using KsefTools.Core.Letters;

namespace KsefTools.Core.Keys.Reading;

/// <summary>
/// Finds the blocks of PEM text as hands and programs leave it: in one line, with <c>\n</c> as two letters, in quotes,
/// with other spaces and dashes, or with nothing of it left but the Base64.
/// </summary>
internal static partial class PemText
{
    /// <summary>Shorter than any key or certificate.</summary>
    private const int LeastLength = 64;

    /// <summary>Whether a text has such a block.</summary>
    public static bool IsOne(string text) => Borders().IsMatch(InvisibleLetters.Tidy(text));

    /// <summary>Each block's label and content, in the text's order; empty where damaged.</summary>
    public static IEnumerable<(string Label, byte[] Content)> Blocks(string text)
    {
        var tidy = InvisibleLetters.Tidy(text);
        var borders = Borders().Matches(tidy);
        for (var index = 0; index < borders.Count; index++)
        {
            var border = borders[index];
            if (border.Groups["what"].ValueSpan is not "BEGIN")
                continue;
            var start = border.Index + border.Length;
            var end = index + 1 < borders.Count ? borders[index + 1].Index : tidy.Length;
            yield return (border.Groups["label"].Value, FromBase64(tidy[start..end]) ?? []);
        }
    }

    /// <summary>The bytes of a text that is Base64 and nothing else; null for any other.</summary>
    public static byte[]? Bare(string text) =>
        InvisibleLetters.Tidy(text) is { Length: >= LeastLength } tidy ? FromBase64(tidy) : null;

    private static byte[]? FromBase64(string text)
    {
        var digits = Between().Replace(text, "").TrimEnd('=', '-');
        var padded = digits.PadRight((digits.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return digits.Length > 0 && Convert.TryFromBase64String(padded, bytes, out var written)
            ? bytes[..written]
            : null;
    }

    // An editor makes other dashes of five, and takes some away.
    [GeneratedRegex(
        @"[-\p{Pd}\u2212]{2,5}\s*(?<what>BEGIN|END)\s+(?<label>[A-Z0-9][A-Z0-9 ]{0,40}?)\s*[-\p{Pd}\u2212]{2,5}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Borders();

    // Line ends as letters, spaces, quotes, and a mail's or a script's marks at the ends of lines.
    [GeneratedRegex(
        @"\\r|\\n|[\s""'`\\,;>„”“’]",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Between();
}
