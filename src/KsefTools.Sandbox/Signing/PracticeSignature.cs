using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using KsefTools.Sandbox.Auth.Xades;

namespace KsefTools.Sandbox.Signing;

/// <summary>
/// An enveloped XAdES signature of profile BES, as a program for seals and qualified signatures makes it: inside the
/// document, of which no other byte changes.
/// </summary>
internal static class PracticeSignature
{
    private const string Xades = "http://uri.etsi.org/01903/v1.3.2#";
    private const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    private const string ExclusiveC14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private const string Enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";

    // A signing time that lies ahead is refused; the clocks of two machines differ.
    private static readonly TimeSpan Back = TimeSpan.FromMinutes(1);

    /// <summary>The request with its signature.</summary>
    /// <param name="xml">An AuthTokenRequest without signature.</param>
    /// <param name="certificate">With its private key, RSA or ECDSA.</param>
    /// <param name="now">The time of signing.</param>
    /// <exception cref="InvalidDataException">No AuthTokenRequest, or one that is signed already.</exception>
    public static string Sign(string xml, X509Certificate2 certificate, DateTimeOffset now)
    {
        Check(xml);
        var end = xml.LastIndexOf("</", StringComparison.Ordinal);
        if (end < 0)
            throw new InvalidDataException("The request has no content.");
        return xml[..end] + Signature(xml, certificate, now - Back) + xml[end..];
    }

    private static void Check(string xml)
    {
        var document = Load(xml);
        if (document.DocumentElement?.LocalName is not XadesNames.Request)
            throw new InvalidDataException("This is no AuthTokenRequest.");
        if (document.GetElementsByTagName("Signature", XadesNames.Ds).Count > 0)
            throw new InvalidDataException("It is signed already, and KSeF takes one signature.");
    }

    private static string Signature(string xml, X509Certificate2 certificate, DateTimeOffset time)
    {
        var properties = Properties(certificate, time);
        var info =
            $"<ds:SignedInfo xmlns:ds=\"{XadesNames.Ds}\">"
            + $"<ds:CanonicalizationMethod Algorithm=\"{ExclusiveC14N}\"/>"
            + $"<ds:SignatureMethod Algorithm=\"{MethodOf(certificate)}\"/>"
            + Reference("URI=\"\"", $"<ds:Transform Algorithm=\"{Enveloped}\"/>", xml)
            + Reference($"Type=\"{XadesNames.SignedPropertiesType}\" URI=\"#properties\"", "", properties)
            + "</ds:SignedInfo>";
        return $"<ds:Signature xmlns:ds=\"{XadesNames.Ds}\" Id=\"signature\">{info}"
            + $"<ds:SignatureValue>{Base64(Value(Canonical(info), certificate))}</ds:SignatureValue>"
            + $"<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{Base64(certificate.RawData)}"
            + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object>"
            + $"<xades:QualifyingProperties xmlns:xades=\"{Xades}\" Target=\"#signature\">{properties}"
            + "</xades:QualifyingProperties></ds:Object></ds:Signature>";
    }

    private static string Reference(string attributes, string transform, string content) =>
        $"<ds:Reference {attributes}><ds:Transforms>{transform}<ds:Transform Algorithm=\"{ExclusiveC14N}\"/>"
        + $"</ds:Transforms><ds:DigestMethod Algorithm=\"{Sha256}\"/>"
        + $"<ds:DigestValue>{Digest(Canonical(content))}</ds:DigestValue></ds:Reference>";

    private static string Properties(X509Certificate2 certificate, DateTimeOffset time)
    {
        var serial = new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true);
        var issuer = new XmlDocument().CreateTextNode(certificate.Issuer).OuterXml;
        var moment = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var number = serial.ToString(CultureInfo.InvariantCulture);
        return $"<xades:SignedProperties xmlns:xades=\"{Xades}\" xmlns:ds=\"{XadesNames.Ds}\" Id=\"properties\">"
            + $"<xades:SignedSignatureProperties><xades:SigningTime>{moment}</xades:SigningTime>"
            + $"<xades:SigningCertificate><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm=\"{Sha256}\"/>"
            + $"<ds:DigestValue>{Digest(certificate.RawData)}</ds:DigestValue></xades:CertDigest>"
            + $"<xades:IssuerSerial><ds:X509IssuerName>{issuer}</ds:X509IssuerName>"
            + $"<ds:X509SerialNumber>{number}</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert>"
            + "</xades:SigningCertificate></xades:SignedSignatureProperties></xades:SignedProperties>";
    }

    private static string MethodOf(X509Certificate2 certificate) =>
        More + (certificate.GetRSAPublicKey() is null ? "ecdsa-sha256" : "rsa-sha256");

    private static byte[] Value(byte[] bytes, X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPrivateKey();
        if (rsa is not null)
            return rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var ecdsa = certificate.GetECDsaPrivateKey()!;
        return ecdsa.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static string Digest(byte[] bytes) => Base64(SHA256.HashData(bytes));

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);

    private static byte[] Canonical(string xml)
    {
        var transform = new XmlDsigExcC14NTransform();
        transform.LoadInput(Load(xml));
        using var output = (Stream)transform.GetOutput(typeof(Stream));
        using var buffer = new MemoryStream();
        output.CopyTo(buffer);
        return buffer.ToArray();
    }

    private static XmlDocument Load(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(xml),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
            );
            document.Load(reader);
            return document;
        }
        catch (XmlException error)
        {
            throw new InvalidDataException($"This is no XML: {error.Message}", error);
        }
    }
}
