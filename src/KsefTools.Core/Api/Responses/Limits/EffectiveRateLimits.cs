namespace KsefTools.Core.Api.Responses.Limits;

/// <summary>
/// The rate limits that hold for the session's context (contract: EffectiveApiRateLimits), by group. Only the groups
/// this client has endpoints in are read.
/// </summary>
public sealed record EffectiveRateLimits
{
    /// <summary>Every protected endpoint without a row of its own.</summary>
    public RateLimitValues? Other { get; init; }

    /// <summary>The unauthenticated calls; since API 2.8.0.</summary>
    public RateLimitValues? Anonymous { get; init; }
}
