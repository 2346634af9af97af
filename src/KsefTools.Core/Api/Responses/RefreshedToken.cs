namespace KsefTools.Core.Api.Responses;

/// <summary>A new access token with current permissions (contract: AuthenticationTokenRefreshResponse).</summary>
public sealed record RefreshedToken
{
    public required IssuedToken AccessToken { get; init; }
}
