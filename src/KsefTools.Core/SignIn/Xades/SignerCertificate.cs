using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.SignIn.Xades;

/// <summary>Finds out of a signature which certificate made it.</summary>
internal static class SignerCertificate
{
    /// <summary>
    /// The certificate that the signed properties name by its digest, since a signature may bring a whole chain, in
    /// any order; else the first that issued none of the others. Null where it brings none.
    /// </summary>
    public static X509Certificate2? Find(XmlElement signature, XmlNamespaceManager names)
    {
        var certificates = signature
            .SelectNodes("ds:KeyInfo//ds:X509Certificate", names)!
            .OfType<XmlElement>()
            .Select(element => TryLoad(element.InnerText))
            .OfType<X509Certificate2>()
            .ToList();
        var digests = Digests(signature, names).ToList();
        var signer =
            certificates.Find(certificate => digests.Exists(digest => digest.Matches(certificate)))
            ?? certificates.Find(certificate => !certificates.Exists(other => IsIssuer(certificate, other)))
            ?? certificates.FirstOrDefault();
        foreach (var other in certificates)
            if (!ReferenceEquals(other, signer))
                other.Dispose();
        return signer;
    }

    /// <summary>
    /// Whether the signed part names the certificate: in XAdES properties, or by signing KeyInfo itself.
    /// </summary>
    public static bool IsBound(XmlElement signature, XmlNamespaceManager names)
    {
        if (Digests(signature, names).Any())
            return true;
        var keyInfo = signature.SelectSingleNode("ds:KeyInfo/@Id", names)?.Value;
        return keyInfo is not null
            && signature
                .SelectNodes("ds:SignedInfo/ds:Reference/@URI", names)!
                .OfType<XmlAttribute>()
                .Any(uri => string.Equals(uri.Value, "#" + keyInfo, StringComparison.Ordinal));
    }

    private static bool IsIssuer(X509Certificate2 issuer, X509Certificate2 issued) =>
        !issuer.RawDataMemory.Span.SequenceEqual(issued.RawDataMemory.Span)
        && issuer.SubjectName.RawData.AsSpan().SequenceEqual(issued.IssuerName.RawData);

    // SigningCertificate of XAdES 1.3.2 and SigningCertificateV2 of EN 319 132 have the same digest inside.
    private static IEnumerable<CertificateDigest> Digests(XmlElement signature, XmlNamespaceManager names) =>
        signature
            .SelectNodes(
                ".//*[local-name()='SigningCertificate' or "
                    + "local-name()='SigningCertificateV2']//*[local-name()='CertDigest']",
                names
            )!
            .OfType<XmlElement>()
            .Select(digest => new CertificateDigest(
                digest.SelectSingleNode("ds:DigestMethod/@Algorithm", names)?.Value,
                digest.SelectSingleNode("ds:DigestValue", names)?.InnerText
            ));

    private static X509Certificate2? TryLoad(string base64)
    {
        try
        {
            return CertificateReader.TryLoad(Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private sealed record CertificateDigest(string? Method, string? Value)
    {
        public bool Matches(X509Certificate2 certificate)
        {
            HashAlgorithmName? hash = Method switch
            {
                SignedXml.XmlDsigSHA1Url => HashAlgorithmName.SHA1,
                SignedXml.XmlDsigSHA256Url => HashAlgorithmName.SHA256,
                SignedXml.XmlDsigSHA384Url => HashAlgorithmName.SHA384,
                SignedXml.XmlDsigSHA512Url => HashAlgorithmName.SHA512,
                _ => null,
            };
            return hash is { } name && certificate.GetCertHash(name).AsSpan().SequenceEqual(Bytes());
        }

        // Base64 may be broken into lines anywhere, so bytes are compared.
        private byte[] Bytes()
        {
            try
            {
                return Convert.FromBase64String(Value ?? "");
            }
            catch (FormatException)
            {
                return [];
            }
        }
    }
}
