using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Certificates.Issuers;

/// <summary>
/// The one trusted issuer that is not KSeF: seals of companies and signatures of people, as production wants them for a
/// first enrolment. One for all environments of a sandbox, as the Union's trusted list is. It outlives a reset.
/// </summary>
public sealed class QualifiedIssuer
{
    public const string CommonName = "Sandbox Kwalifikowany CA";

    private readonly Lazy<CertificateAuthority> own = new(() => new CertificateAuthority(CommonName));
    private volatile CertificateAuthority? kept;

    /// <summary>What it has issued, and in which state it is.</summary>
    public CertificateStore Certificates { get; } = new();

    internal CertificateAuthority Authority => kept ?? own.Value;

    /// <summary>Issues from now on by a key that was kept.</summary>
    internal void TakeOver(AuthorityKey key) => kept = new CertificateAuthority(key);

    /// <summary>What it knows of a certificate; null for one that it never issued.</summary>
    internal CertificateRecord? Find(X509Certificate2 certificate) => Certificates.Find(certificate);
}
