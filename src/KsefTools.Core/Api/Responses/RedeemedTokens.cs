namespace KsefTools.Core.Api.Responses;

/// <summary>What a sign-in is redeemed for, once (contract: AuthenticationTokensResponse).</summary>
public sealed record RedeemedTokens
{
    public required IssuedToken AccessToken { get; init; }

    public required IssuedToken RefreshToken { get; init; }
}
