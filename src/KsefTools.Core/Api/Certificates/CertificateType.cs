namespace KsefTools.Core.Api.Certificates;

/// <summary>What a certificate is for, as far as KSeF distinguishes it.</summary>
public enum CertificateType
{
    /// <summary>Issued by KSeF for signing in (keyUsage digitalSignature).</summary>
    Authentication,

    /// <summary>
    /// Issued by KSeF for the second QR code of offline invoices (keyUsage nonRepudiation); never signs in.
    /// </summary>
    Offline,

    /// <summary>
    /// Issued by someone else: a qualified signature or seal, or a self-signed one. KSeF lets it sign in whatever its
    /// keyUsage says (a qualified one often says nonRepudiation alone).
    /// </summary>
    External,
}
