using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Auth;

/// <summary>Schema AuthenticationChallengeResponse.</summary>
internal sealed record ChallengeBody(string Challenge, DateTimeOffset Timestamp, long TimestampMs, string ClientIp);

/// <summary>Schema InitTokenAuthenticationRequest; everything nullable, so that what is missing can be named.</summary>
internal sealed record TokenSignInRequest(
    string? Challenge,
    IdentifierBody? ContextIdentifier,
    string? EncryptedToken,
    string? PublicKeyId,
    AuthorizationPolicyBody? AuthorizationPolicy
);

internal sealed record IdentifierBody(string? Type, string? Value);

internal sealed record AuthorizationPolicyBody(AllowedIpsBody? AllowedIps);

internal sealed record AllowedIpsBody(
    IReadOnlyList<string>? Ip4Addresses,
    IReadOnlyList<string>? Ip4Ranges,
    IReadOnlyList<string>? Ip4Masks
);

/// <summary>Schema TokenInfo.</summary>
internal sealed record TokenInfo(string Token, DateTimeOffset ValidUntil);

/// <summary>Schema AuthenticationInitResponse.</summary>
internal sealed record SignInStartedBody(string ReferenceNumber, TokenInfo AuthenticationToken);

/// <summary>Schema AuthenticationMethodInfo.</summary>
internal sealed record MethodInfoBody(string Category, string Code, string DisplayName);

/// <summary>Schema AuthenticationOperationStatusResponse.</summary>
internal sealed record SignInStatusBody(
    DateTimeOffset StartDate,
    string AuthenticationMethod,
    MethodInfoBody AuthenticationMethodInfo,
    StatusBody Status,
    bool IsTokenRedeemed,
    DateTimeOffset? LastTokenRefreshDate,
    DateTimeOffset? RefreshTokenValidUntil
);

/// <summary>Schema AuthenticationTokensResponse.</summary>
internal sealed record RedeemedBody(TokenInfo AccessToken, TokenInfo RefreshToken);

/// <summary>Schema AuthenticationTokenRefreshResponse.</summary>
internal sealed record RefreshedBody(TokenInfo AccessToken);

/// <summary>Schema AuthenticationListItem.</summary>
internal sealed record SessionBody(
    string ReferenceNumber,
    bool IsCurrent,
    DateTimeOffset StartDate,
    string AuthenticationMethod,
    MethodInfoBody AuthenticationMethodInfo,
    StatusBody Status,
    bool IsTokenRedeemed,
    DateTimeOffset? LastTokenRefreshDate,
    DateTimeOffset? RefreshTokenValidUntil
);

/// <summary>Schema AuthenticationListResponse.</summary>
internal sealed record SessionListBody(string? ContinuationToken, IReadOnlyList<SessionBody> Items);
