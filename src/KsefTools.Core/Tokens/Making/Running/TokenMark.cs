namespace KsefTools.Core.Tokens.Making.Running;

/// <summary>
/// What is written into a token's description, so that one that only KSeF knows can be found again: KSeF searches
/// descriptions (contract: GET /tokens, description).
/// </summary>
internal static class TokenMark
{
    /// <summary>The contract's longest description.</summary>
    private const int MaxLength = 256;

    private const string Program = "KsefTools";

    /// <summary>A description with the mark at its end; a text that is too long for both is cut.</summary>
    public static string Write(string text, string tag)
    {
        var mark = Of(tag);
        var room = MaxLength - mark.Length - 1;
        var plain = PlainText.Line(text).Trim();
        return $"{(plain.Length > room ? PlainText.Line(plain[..room]).TrimEnd() : plain)} {mark}".TrimStart();
    }

    /// <summary>Whether the run with this tag made the token; a tag that a damaged journal lost is in none.</summary>
    public static bool IsIn(string? description, string tag) =>
        description?.Contains(Of(tag), StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Whether some run of ours made the token.</summary>
    public static bool IsOurs(string? description) =>
        description?.Contains($"[{Program} ", StringComparison.OrdinalIgnoreCase) is true;

    private static string Of(string tag) => $"[{Program} {tag}]";
}
