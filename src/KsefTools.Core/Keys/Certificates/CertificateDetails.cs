using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Api.Certificates;

namespace KsefTools.Core.Keys.Certificates;

/// <summary>What a certificate says of itself, in KSeF's terms. Holds no key.</summary>
public sealed record CertificateDetails
{
    /// <summary>Who it belongs to: the identifier by which KSeF knows its holder.</summary>
    public required CertificateIdentity Identity { get; init; }

    /// <summary>The NIP of a person who has a PESEL there, too; else null.</summary>
    public required CertificateIdentity? OtherIdentity { get; init; }

    /// <summary>
    /// Whether its holder is a person, who may act for any client, and not a company, whose seal acts for it alone.
    /// </summary>
    public required bool IsPerson { get; init; }

    /// <summary>What it is for.</summary>
    public required CertificateType Type { get; init; }

    /// <summary>Who issued it.</summary>
    public required CertificateOrigin Origin { get; init; }

    /// <summary>The key's algorithm; null for one that KSeF does not take.</summary>
    public required KeyAlgorithm? Algorithm { get; init; }

    /// <summary>
    /// The X.509 serial number, upper-case hexadecimal, at least 16 digits: KSeF's <c>certificateSerialNumber</c>.
    /// </summary>
    public required string SerialNumber { get; init; }

    /// <summary>SHA-256 of the certificate, 64 upper-case hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The subject's commonName; empty where it has none.</summary>
    public required string CommonName { get; init; }

    /// <summary>The whole subject, for people.</summary>
    public required string Subject { get; init; }

    /// <summary>The whole issuer, for people.</summary>
    public required string Issuer { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTimeOffset ValidTo { get; init; }

    /// <summary>Whether somebody is its holder, by any identifier that it carries.</summary>
    public bool BelongsTo(CertificateIdentity holder) => holder == Identity || holder == OtherIdentity;

    /// <summary>Whether a company other than this client is its holder. A person may act for any client.</summary>
    /// <param name="nip">The client's NIP.</param>
    public bool IsAnotherCompanys(string nip) =>
        !IsPerson && Identity.Kind is IdentityKind.Nip && !string.Equals(Identity.Value, nip, StringComparison.Ordinal);

    /// <summary>Reads a certificate; needs no private key and keeps nothing of the object.</summary>
    public static CertificateDetails Of(X509Certificate2 certificate)
    {
        var origin = OriginOf(certificate);
        var identities = CertificateIdentity.AllOf(certificate);
        return new CertificateDetails
        {
            Identity = identities[0],
            OtherIdentity = identities.Count > 1 ? identities[1] : null,
            IsPerson = CertificateIdentity.IsPerson(certificate.SubjectName),
            Type = TypeOf(certificate, origin),
            Origin = origin,
            Algorithm = KeyAlgorithms.Of(certificate),
            // Without the zero byte that DER puts before a high bit, and with the zeros that KSeF writes.
            SerialNumber = certificate.SerialNumber.TrimStart('0').PadLeft(16, '0'),
            Fingerprint = CertificateIdentity.FingerprintOf(certificate),
            CommonName = PlainText.Line(
                SubjectAttributes.Of(certificate.SubjectName).All(SubjectOids.CommonName).FirstOrDefault()
                    ?? string.Empty
            ),
            Subject = PlainText.Line(certificate.Subject),
            Issuer = PlainText.Line(certificate.Issuer),
            ValidFrom = new DateTimeOffset(certificate.NotBefore).ToUniversalTime(),
            ValidTo = new DateTimeOffset(certificate.NotAfter).ToUniversalTime(),
        };
    }

    private static CertificateOrigin OriginOf(X509Certificate2 certificate)
    {
        var issuer =
            SubjectAttributes.Of(certificate.IssuerName).All(SubjectOids.CommonName).FirstOrDefault() ?? string.Empty;
        if (certificate.IssuerName.RawData.AsSpan().SequenceEqual(certificate.SubjectName.RawData))
            return CertificateOrigin.SelfSigned;
        if (string.Equals(issuer, "CCK KSeF", StringComparison.OrdinalIgnoreCase))
            return CertificateOrigin.KsefProduction;
        if (!issuer.Contains("KSeF", StringComparison.OrdinalIgnoreCase))
            return CertificateOrigin.Other;
        return
            issuer.StartsWith("TEST ", StringComparison.OrdinalIgnoreCase)
            || issuer.StartsWith("(TEST) ", StringComparison.OrdinalIgnoreCase)
            || issuer.StartsWith("DEMO ", StringComparison.OrdinalIgnoreCase)
            ? CertificateOrigin.KsefTestOrDemo
            : CertificateOrigin.KsefOther;
    }

    private static CertificateType TypeOf(X509Certificate2 certificate, CertificateOrigin origin)
    {
        if (origin is CertificateOrigin.SelfSigned or CertificateOrigin.Other)
            return CertificateType.External;
        var usages = certificate
            .Extensions.OfType<X509KeyUsageExtension>()
            .Aggregate(X509KeyUsageFlags.None, (flags, extension) => flags | extension.KeyUsages);
        return usages.HasFlag(X509KeyUsageFlags.NonRepudiation) && !usages.HasFlag(X509KeyUsageFlags.DigitalSignature)
            ? CertificateType.Offline
            : CertificateType.Authentication;
    }
}
