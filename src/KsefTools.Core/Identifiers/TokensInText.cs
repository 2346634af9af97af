using System.Text.RegularExpressions;

namespace KsefTools.Core.Identifiers;

/// <summary>Whole tokens in a text with other words around them, known by their shape.</summary>
internal static partial class TokensInText
{
    /// <summary>Each one once, in the text's order.</summary>
    public static IReadOnlyList<TokenText> Find(string text)
    {
        List<TokenText> found = [];
        foreach (Match match in Whole().Matches(text))
            if (
                TokenText.TryParse(match.Value.TrimEnd('.', ',', ';', ')', '"', '\''), out var token)
                && !found.Contains(token)
            )
                found.Add(token);
        return found;
    }

    /// <summary>The text without them.</summary>
    public static string Without(string text) => Whole().Replace(text, " ");

    [GeneratedRegex(
        @"[0-9]{8}-EC-[0-9A-Fa-f]{10}-[0-9A-Fa-f]{10}-[0-9A-Fa-f]{2}(\|[A-Za-z]+-[^|\s]+)?\|[^|\s]+",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Whole();
}
