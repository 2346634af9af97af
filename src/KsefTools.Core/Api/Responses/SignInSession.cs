namespace KsefTools.Core.Api.Responses;

/// <summary>A session that can still be refreshed (contract: AuthenticationListItem).</summary>
public sealed record SignInSession
{
    public required string ReferenceNumber { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public SignInMethod? AuthenticationMethodInfo { get; init; }

    public required StatusInfo Status { get; init; }

    /// <summary>Whether it is the session that asks.</summary>
    public bool? IsCurrent { get; init; }

    public bool? IsTokenRedeemed { get; init; }

    public DateTimeOffset? LastTokenRefreshDate { get; init; }

    public DateTimeOffset? RefreshTokenValidUntil { get; init; }
}
