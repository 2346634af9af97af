namespace KsefTools.Core.Api.Responses;

/// <summary>A page of sessions (contract: AuthenticationListResponse).</summary>
public sealed record SignInSessionPage
{
    /// <summary>Gives the next page; null or empty on the last one.</summary>
    public string? ContinuationToken { get; init; }

    public required IReadOnlyList<SignInSession> Items { get; init; }
}
