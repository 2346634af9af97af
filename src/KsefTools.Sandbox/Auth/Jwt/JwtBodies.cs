using System.Text.Json.Serialization;

namespace KsefTools.Sandbox.Auth.Jwt;

/// <summary>The claim <c>sud</c>, which is JSON inside a string.</summary>
internal sealed record SubjectDetails(
    [property: JsonPropertyName("subjectIdentifier")] SubjectIdentifierClaim SubjectIdentifier
);

internal sealed record SubjectIdentifierClaim(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("value")] string Value
);

internal sealed record JwtHeader(
    [property: JsonPropertyName("alg")] string Algorithm,
    [property: JsonPropertyName("typ")] string Type
);

/// <summary>Payload of the sandbox's JWTs; names as observed on the real API (docs/ksef.md, Sign-in).</summary>
internal sealed record JwtClaims
{
    [JsonPropertyName("typ")]
    public required string Type { get; init; }

    [JsonPropertyName("cit")]
    public string? ContextType { get; init; }

    [JsonPropertyName("civ")]
    public string? ContextValue { get; init; }

    [JsonPropertyName("aum")]
    public string? Method { get; init; }

    [JsonPropertyName("arn")]
    public required string Reference { get; init; }

    [JsonPropertyName("sud")]
    public string? SubjectDetails { get; init; }

    [JsonPropertyName("per")]
    public string? Permissions { get; init; }

    [JsonPropertyName("pec")]
    public string? PermissionsExcluded { get; init; }

    [JsonPropertyName("rol")]
    public string? Roles { get; init; }

    [JsonPropertyName("pep")]
    public string? PermissionsEffective { get; init; }

    [JsonPropertyName("iat")]
    public required long IssuedAt { get; init; }

    [JsonPropertyName("exp")]
    public required long ExpiresAt { get; init; }

    [JsonPropertyName("iss")]
    public required string Issuer { get; init; }

    [JsonPropertyName("aud")]
    public required string Audience { get; init; }

    /// <summary>Makes two tokens of one second different.</summary>
    [JsonPropertyName("jti")]
    public required string Id { get; init; }
}
