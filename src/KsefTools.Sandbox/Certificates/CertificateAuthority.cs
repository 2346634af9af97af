using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Certificates;

/// <summary>
/// Issues the KSeF certificates of one environment, by a P-256 key that lives as long as the process. As on the real KSeF its
/// signature is ECDSA whatever the subject's key is.
/// </summary>
internal sealed class CertificateAuthority
{
    // Wide, because the sandbox's clock goes where a test sends it.
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2060, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECParameters key;

    public CertificateAuthority(string commonName)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCountryOrRegion("PL");
        builder.AddOrganizationName("KsefTools Sandbox");
        builder.AddCommonName(commonName);
        Name = builder.Build();
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        key = ecdsa.ExportParameters(includePrivateParameters: true);
        var request = new CertificateRequest(Name, ecdsa, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true)
        );
        KeyIdentifier = new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false);
        request.CertificateExtensions.Add(KeyIdentifier);
        using var certificate = request.CreateSelfSigned(From, To);
        Certificate = certificate.RawData;
    }

    public X500DistinguishedName Name { get; }

    /// <summary>Its own certificate in DER.</summary>
    public byte[] Certificate { get; }

    private X509SubjectKeyIdentifierExtension KeyIdentifier { get; }

    /// <summary>Issues a certificate.</summary>
    /// <returns>DER.</returns>
    public byte[] Issue(
        X500DistinguishedName subject,
        PublicKey publicKey,
        KsefCertificateType type,
        (DateTimeOffset From, DateTimeOffset To) validity,
        string serialNumber
    )
    {
        var request = new CertificateRequest(subject, publicKey, HashAlgorithmName.SHA256);
        var usage =
            type == KsefCertificateType.Offline ? X509KeyUsageFlags.NonRepudiation : X509KeyUsageFlags.DigitalSignature;
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
}
