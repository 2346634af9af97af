using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Certificates.Issuers;

/// <summary>
/// Issues certificates by a P-256 key, which lives as long as the process unless somebody keeps it as
/// <see cref="AuthorityKey"/>. As on the real KSeF its signature is ECDSA whatever the subject's key is.
/// </summary>
internal sealed class CertificateAuthority
{
    /// <summary>
    /// What a certificate of KSeF may be used for: it is either for signing in or for invoices issued offline.
    /// </summary>
    public static X509KeyUsageFlags UsageOf(KsefCertificateType type) =>
        type == KsefCertificateType.Offline ? X509KeyUsageFlags.NonRepudiation : X509KeyUsageFlags.DigitalSignature;

    // Wide, because the sandbox's clock goes where a test sends it.
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2060, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECParameters key;

    /// <summary>A new one.</summary>
    public CertificateAuthority(string commonName)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCountryOrRegion("PL");
        builder.AddOrganizationName("KsefTools Sandbox");
        builder.AddCommonName(commonName);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        key = ecdsa.ExportParameters(includePrivateParameters: true);
        var request = new CertificateRequest(builder.Build(), ecdsa, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var certificate = request.CreateSelfSigned(From, To);
        (Certificate, Name, KeyIdentifier) = Read(certificate);
    }

    /// <summary>One that was kept.</summary>
    /// <exception cref="CryptographicException">Not a certificate, or not a key.</exception>
    /// <exception cref="ArgumentException">No PEM.</exception>
    public CertificateAuthority(AuthorityKey kept)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(kept.PrivateKey);
        key = ecdsa.ExportParameters(includePrivateParameters: true);
        using var certificate = X509Certificate2.CreateFromPem(kept.Certificate);
        (Certificate, Name, KeyIdentifier) = Read(certificate);
    }

    public X500DistinguishedName Name { get; }

    /// <summary>Its own certificate in DER.</summary>
    public byte[] Certificate { get; }

    private X509SubjectKeyIdentifierExtension KeyIdentifier { get; }

    /// <summary>The certificate and its key, to be kept.</summary>
    public AuthorityKey Keep()
    {
        using var ecdsa = ECDsa.Create(key);
        return new AuthorityKey(
            PemEncoding.WriteString("CERTIFICATE", Certificate),
            PemEncoding.WriteString("PRIVATE KEY", ecdsa.ExportPkcs8PrivateKey())
        );
    }

    /// <summary>Issues a certificate.</summary>
    /// <returns>DER.</returns>
    public byte[] Issue(
        X500DistinguishedName subject,
        PublicKey publicKey,
        X509KeyUsageFlags usage,
        (DateTimeOffset From, DateTimeOffset To) validity,
        string serialNumber
    )
    {
        var request = new CertificateRequest(subject, publicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(publicKey, critical: false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(KeyIdentifier)
        );
        using var signer = ECDsa.Create(key);
        using var issued = request.Create(
            Name,
            X509SignatureGenerator.CreateForECDsa(signer),
            validity.From,
            validity.To,
            Convert.FromHexString(serialNumber)
        );
        return issued.RawData;
    }

    private static (byte[] Der, X500DistinguishedName Name, X509SubjectKeyIdentifierExtension Key) Read(
        X509Certificate2 certificate
    ) =>
        (
            certificate.RawData,
            certificate.SubjectName,
            certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single()
        );
}
