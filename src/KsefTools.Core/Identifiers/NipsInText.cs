using System.Text.RegularExpressions;

namespace KsefTools.Core.Identifiers;

/// <summary>
/// NIPs in a text around which people and spreadsheets have left something: <c>2222222222,00</c>, <c>NIP: …</c>,
/// <c>222/222/23/05</c>, <c>… (REGON …)</c>. The checksum tells them from other numbers.
/// </summary>
internal static partial class NipsInText
{
    /// <summary>Each one once, in the text's order.</summary>
    public static IReadOnlyList<Nip> Find(string text)
    {
        List<Nip> found = [];
        foreach (Match match in Groups().Matches(Decimals().Replace(text, "${number}")))
        {
            var prefix = match.Groups["prefix"].Value;
            var isOurs =
                prefix.Length == 0
                || prefix.EndsWith("NIP", StringComparison.OrdinalIgnoreCase)
                || prefix.EndsWith("PL", StringComparison.OrdinalIgnoreCase);
            if (
                isOurs
                && Nip.TryParse(string.Concat(match.Groups["digits"].Value.Where(char.IsAsciiDigit)), out var nip)
                && !found.Contains(nip)
            )
                found.Add(nip);
        }
        return found;
    }

    // Groups of digits with one space or mark between them; letters that touch them say what they are.
    [GeneratedRegex(
        @"(?<prefix>\p{L}*)(?<digits>[0-9]([\s./\\_\p{Pd}\u2212]{0,3}[0-9])*)(?!\p{L}|[0-9])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Groups();

    // What a spreadsheet adds to a number: 2222222222,00 or 2222222222.0
    [GeneratedRegex(
        @"(?<number>(?<![0-9])[0-9]([\s.]?[0-9]){9})[.,]0{1,2}(?![0-9])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Decimals();
}
