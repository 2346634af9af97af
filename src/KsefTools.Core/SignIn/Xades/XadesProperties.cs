using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using System.Xml.Linq;

namespace KsefTools.Core.SignIn.Xades;

/// <summary>
/// The properties that make an XML signature a XAdES one (XAdES-BES): when it was made and with which certificate.
/// Since API 2.1.0, KSeF refuses signatures without the certificate's digest (9105).
/// </summary>
internal static class XadesProperties
{
    public const string SignatureId = "Signature";
    public const string SignedPropertiesId = "SignedProperties";
    public const string SignedPropertiesType = "http://uri.etsi.org/01903#SignedProperties";
    public const string Namespace = "http://uri.etsi.org/01903/v1.3.2#";

    private static readonly XNamespace Xades = Namespace;
    private static readonly XNamespace Ds = SignedXml.XmlDsigNamespaceUrl;

    public static DataObject Build(X509Certificate2 certificate, DateTimeOffset signingTime)
    {
        var properties = new XElement(
            Xades + "QualifyingProperties",
            new XAttribute(XNamespace.Xmlns + "xades", Xades),
            new XAttribute(XNamespace.Xmlns + "ds", Ds),
            new XAttribute("Target", "#" + SignatureId),
            new XElement(
                Xades + "SignedProperties",
                new XAttribute("Id", SignedPropertiesId),
                new XElement(
                    Xades + "SignedSignatureProperties",
                    new XElement(Xades + "SigningTime", TextOf(signingTime)),
                    new XElement(
                        Xades + "SigningCertificate",
                        new XElement(Xades + "Cert", Digest(certificate), IssuerSerial(certificate))
                    )
                )
            )
        );
        var document = new XmlDocument { PreserveWhitespace = true };
        using (var reader = properties.CreateReader())
            document.Load(reader);
        return new DataObject { Data = document.ChildNodes };
    }

    private static XElement Digest(X509Certificate2 certificate) =>
        new(
            Xades + "CertDigest",
            new XElement(Ds + "DigestMethod", new XAttribute("Algorithm", SignedXml.XmlDsigSHA256Url)),
            new XElement(Ds + "DigestValue", Convert.ToBase64String(certificate.GetCertHash(HashAlgorithmName.SHA256)))
        );

    private static XElement IssuerSerial(X509Certificate2 certificate) =>
        new(
            Xades + "IssuerSerial",
            new XElement(Ds + "X509IssuerName", certificate.Issuer),
            new XElement(Ds + "X509SerialNumber", DecimalSerial(certificate))
        );

    private static string DecimalSerial(X509Certificate2 certificate) =>
        new BigInteger(certificate.SerialNumberBytes.Span, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    private static string TextOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
