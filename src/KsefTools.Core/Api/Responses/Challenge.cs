using System.Text.Json.Serialization;

namespace KsefTools.Core.Api.Responses;

/// <summary>What begins a sign-in (contract: AuthenticationChallengeResponse). Lives 10 minutes, serves once.</summary>
public sealed record Challenge
{
    /// <summary>The challenge itself, 36 characters.</summary>
    [JsonPropertyName("challenge")]
    public required string Value { get; init; }

    /// <summary>
    /// When it was made, in milliseconds since 1970: the number that goes into the encrypted token. The ISO field
    /// beside it has seven fractional digits, and rounding it has broken other clients.
    /// </summary>
    public required long TimestampMs { get; init; }

    public string? ClientIp { get; init; }
}
