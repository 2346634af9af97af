using System.Text.RegularExpressions;

namespace KsefTools.Core.Identifiers;

/// <summary>
/// NIPs in a text around which people and spreadsheets have left something: <c>2222222222,00</c>, <c>NIP: …</c>,
/// <c>222/222/23/05</c>, <c>… (REGON …)</c>. The checksum tells them from other numbers.
/// </summary>
internal static partial class NipsInText
{
    private static readonly char[] Digits = [.. "0123456789"];

    /// <summary>Each one once, in the text's order.</summary>
    public static IReadOnlyList<Nip> Find(string text)
    {
        List<Nip> found = [];
        var plain = Decimals()
            .Replace(text, match => IsWhole(text, match) ? match.Groups["number"].Value : match.Value);
        foreach (Match match in Groups().Matches(plain))
        {
            var before = plain.AsSpan(0, match.Index);
            var isOurs =
                before.IsEmpty
                || !char.IsLetter(before[^1])
                || before.EndsWith("NIP", StringComparison.OrdinalIgnoreCase)
                || before.EndsWith("PL", StringComparison.OrdinalIgnoreCase);
            // Letters that touch a group, as in 3szt, make it another number.
            var end = match.Index + match.Length;
            var digits = end < plain.Length && char.IsLetter(plain[end]) ? match.Value.TrimEnd(Digits) : match.Value;
            if (isOurs)
                found.AddRange(In(digits).Where(nip => !found.Contains(nip)));
        }
        return found;
    }

    /// <summary>One NIP, or several that a slash, a dash or a space keeps apart.</summary>
    private static List<Nip> In(string digits)
    {
        List<Nip> nips = [];
        var number = "";
        char[] between = [.. digits.Where(letter => !char.IsAsciiDigit(letter)).Distinct()];
        foreach (var run in digits.Split(between, StringSplitOptions.RemoveEmptyEntries))
        {
            number += run;
            if (number.Length < 10)
                continue;
            if (!Nip.TryParse(number, out var nip))
                return [];
            if (!nips.Contains(nip))
                nips.Add(nip);
            number = "";
        }
        return number.Length == 0 ? nips : [];
    }

    private static bool IsWhole(string text, Match match)
    {
        var end = match.Index + match.Length;
        return (match.Index == 0 || !char.IsAsciiDigit(text[match.Index - 1]))
            && (end == text.Length || !char.IsAsciiDigit(text[end]));
    }

    // Groups of digits with one space or mark between them; letters that touch them say what they are.
    [GeneratedRegex(
        @"[0-9]([\s./\\_\p{Pd}\u2212]{0,3}[0-9])*",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Groups();

    // What a spreadsheet adds to a number: 2222222222,00 or 2222222222.0
    [GeneratedRegex(
        @"(?<number>[0-9]([\s.]?[0-9]){9})[.,]0{1,2}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Decimals();
}
