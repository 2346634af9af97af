using KsefTools.Core.Secrets;

namespace KsefTools.Core.Api.Responses;

/// <summary>A JWT that KSeF issued (contract: TokenInfo).</summary>
public sealed record IssuedToken
{
    public required SecretText Token { get; init; }

    public required DateTimeOffset ValidUntil { get; init; }
}
