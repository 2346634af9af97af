using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Sandbox.Seeding.Certificates;

/// <summary>One certificate that somebody in the office has, and what is true of it.</summary>
/// <param name="Truth">Everything that may be shown.</param>
/// <param name="Pem">The certificate, then the key (PKCS#8, not encrypted): as a vault keeps it. A secret.</param>
public sealed record SeededCertificate(CertificateTruth Truth, string Pem)
{
    /// <summary>Names the certificate, never its key.</summary>
    public override string ToString() => $"{Truth.Case} {Truth.SerialNumber}";
}
