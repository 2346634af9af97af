using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Keys;

/// <summary>What a certificate is wanted for. Whatever is null is not asked.</summary>
public sealed record KeyMaterialExpectation
{
    /// <summary>
    /// Authentication: it signs in, so an External one is right, too. Offline: it signs QR codes.
    /// </summary>
    public CertificateType? Type { get; init; }

    /// <summary>Who it must belong to.</summary>
    public CertificateIdentity? Identity { get; init; }

    /// <summary>
    /// <c>production</c>, <c>demo</c>, <c>test</c> or an address (where any issuer may be right), as a profile says it.
    /// </summary>
    public string? Environment { get; init; }

    /// <summary>Whether a certificate whose time has not come is in order: KSeF issues such ones on request.</summary>
    public bool AllowNotYetValid { get; init; }
}
