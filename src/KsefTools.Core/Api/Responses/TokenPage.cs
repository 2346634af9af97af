namespace KsefTools.Core.Api.Responses;

/// <summary>A page of tokens, the newest first (contract: QueryTokensResponse).</summary>
public sealed record TokenPage
{
    /// <summary>Gives the next page; null or empty on the last one.</summary>
    public string? ContinuationToken { get; init; }

    public required IReadOnlyList<TokenMetadata> Tokens { get; init; }
}
