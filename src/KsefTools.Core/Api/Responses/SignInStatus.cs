namespace KsefTools.Core.Api.Responses;

/// <summary>
/// How a sign-in goes (contract: AuthenticationOperationStatusResponse). The deprecated <c>authenticationMethod</c> is
/// not read.
/// </summary>
public sealed record SignInStatus
{
    public DateTimeOffset? StartDate { get; init; }

    public SignInMethod? AuthenticationMethodInfo { get; init; }

    public required StatusInfo Status { get; init; }

    public bool? IsTokenRedeemed { get; init; }

    public DateTimeOffset? LastTokenRefreshDate { get; init; }

    public DateTimeOffset? RefreshTokenValidUntil { get; init; }
}
