using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Certificates.Revocation;

/// <summary>Which certificate to revoke, and why.</summary>
/// <param name="SerialNumber">Hexadecimal, in either case.</param>
/// <param name="Reason">What KSeF is told.</param>
public sealed record RevocationOrder(string SerialNumber, RevocationReason Reason)
{
    /// <summary>
    /// Whose it is; null to look at all of the office's identities and all clients that have their own.
    /// </summary>
    public CertificateHolder? Holder { get; init; }

    /// <summary>Where the holder may have a right, and sessions, besides what the office's files say.</summary>
    public IReadOnlyList<ContextIdentifier> AlsoIn { get; init; } = [];
}
