using KsefTools.Core.Secrets;

namespace KsefTools.Core.Api.Responses;

/// <summary>A new token (contract: GenerateTokenResponse). KSeF shows the secret this once.</summary>
public sealed record GeneratedToken
{
    public required string ReferenceNumber { get; init; }

    public required SecretText Token { get; init; }
}
