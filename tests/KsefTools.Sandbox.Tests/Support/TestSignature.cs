using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace KsefTools.Sandbox.Tests.Support;

/// <summary>
/// An enveloped XAdES signature put together by hand, so that it can be wrong in each of its parts. It owes SignedXml
/// nothing: texts are canonicalised by the platform's transform, and the key signs the bytes.
/// </summary>
public sealed record TestSignature(X509Certificate2 Certificate)
{
    private const string Ds = "http://www.w3.org/2000/09/xmldsig#";
    private const string Sha256Name = "http://www.w3.org/2001/04/xmlenc#sha256";
    private const string ExcC14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";

    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    public RSASignaturePadding Padding { get; init; } = RSASignaturePadding.Pkcs1;

    public DSASignatureFormat Format { get; init; } = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    /// <summary>The certificate that the properties name; the signer's unless told.</summary>
    public X509Certificate2? Named { get; init; }

    public string? IssuerName { get; init; }

    public bool WithProperties { get; init; } = true;

    /// <summary>Whether the properties are there but unsigned.</summary>
    public bool SignsProperties { get; init; } = true;

    public string DataUri { get; init; } = string.Empty;

    public string Transform { get; init; } =
        "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>";

    public string SignedPropertiesType { get; init; } = "http://uri.etsi.org/01903#SignedProperties";

    /// <summary>Whether the key information is signed as well.</summary>
    public bool SignsKeyInfo { get; init; }

    /// <summary>The document with its signature as last child of the root.</summary>
    public string Sign(string xml)
    {
        var end = xml.LastIndexOf("</", StringComparison.Ordinal);
        return xml[..end] + Signature(xml, DataUri, Transform, "") + xml[end..];
    }

    /// <summary>A signature with the document inside (enveloping).</summary>
    public string SignAround(string xml)
    {
        var bare = xml[xml.IndexOf("<AuthTokenRequest", StringComparison.Ordinal)..];
        var content = $"<ds:Object xmlns:ds=\"{Ds}\" Id=\"request\">{bare}</ds:Object>";
        return Signature(content, "#request", "", content);
    }

    private string Signature(string data, string uri, string transform, string content)
    {
        var properties = Properties();
        var id = SignsKeyInfo ? " Id=\"key\"" : "";
        var keyInfo =
            "<ds:KeyInfo "
            + $"xmlns:ds=\"{Ds}\"{id}><ds:X509Data><ds:X509Certificate>{Convert.ToBase64String(Certificate.RawData)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>";
        var references = Reference(uri, "", transform, data);
        if (WithProperties && SignsProperties)
            references += Reference("#props", $"Type=\"{SignedPropertiesType}\" ", "", properties);
        if (SignsKeyInfo)
            references += Reference("#key", "", "", keyInfo);
        var info =
            $"<ds:SignedInfo xmlns:ds=\"{Ds}\"><ds:CanonicalizationMethod "
            + $"Algorithm=\"{ExcC14N}\"></ds:CanonicalizationMethod>"
            + $"<ds:SignatureMethod Algorithm=\"{Method}\"></ds:SignatureMethod>{references}</ds:SignedInfo>";
        var value = Convert.ToBase64String(SignBytes(Canonical(info)));
        var qualifying = WithProperties
            ? "<ds:Object><xades:QualifyingProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" "
                + $"Target=\"#sig\">{properties}</xades:QualifyingProperties></ds:Object>"
            : "";
        return $"<ds:Signature xmlns:ds=\"{Ds}\" Id=\"sig\">{info}<ds:SignatureValue>{value}</ds:SignatureValue>"
            + $"{keyInfo}{content}{qualifying}</ds:Signature>";
    }

    private string Method
    {
        get
        {
            var hash = Hash.Name!.ToLowerInvariant();
            if (Certificate.GetECDsaPublicKey() is not null)
                return $"{More}ecdsa-{hash}";
            if (Padding == RSASignaturePadding.Pss)
                return $"http://www.w3.org/2007/05/xmldsig-more#{hash}-rsa-MGF1";
            return hash is "sha1" ? $"{Ds}rsa-sha1" : $"{More}rsa-{hash}";
        }
    }

    private static string Reference(string uri, string type, string transform, string content) =>
        $"<ds:Reference {type}URI=\"{uri}\"><ds:Transforms>{transform}<ds:Transform "
        + $"Algorithm=\"{ExcC14N}\"></ds:Transform></ds:Transforms>"
        + "<ds:DigestMethod "
        + $"Algorithm=\"{Sha256Name}\"></ds:DigestMethod><ds:DigestValue>{Digest(content)}</ds:DigestValue></ds:Reference>";

    private string Properties()
    {
        var named = Named ?? Certificate;
        var serial = new BigInteger(named.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true);
        var issuer = new XmlDocument().CreateTextNode(IssuerName ?? named.Issuer).OuterXml;
        return "<xades:SignedProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" "
            + "Id=\"props\"><xades:SignedSignatureProperties>"
            + "<xades:SigningTime>2026-11-22T07:59:00Z</xades:SigningTime><xades:SigningCertificate><xades:Cert><xades:CertDigest>"
            + $"<ds:DigestMethod xmlns:ds=\"{Ds}\" Algorithm=\"{Sha256Name}\"></ds:DigestMethod><ds:DigestValue "
            + $"xmlns:ds=\"{Ds}\">{Convert.ToBase64String(SHA256.HashData(named.RawData))}</ds:DigestValue></xades:CertDigest>"
            + "<xades:IssuerSerial><ds:X509IssuerName "
            + $"xmlns:ds=\"{Ds}\">{issuer}</ds:X509IssuerName><ds:X509SerialNumber "
            + $"xmlns:ds=\"{Ds}\">{serial.ToString(CultureInfo.InvariantCulture)}</ds:X509SerialNumber></xades:IssuerSerial>"
            + "</xades:Cert></xades:SigningCertificate></xades:SignedSignatureProperties></xades:SignedProperties>";
    }

    private byte[] SignBytes(byte[] bytes)
    {
        if (Certificate.GetRSAPrivateKey() is { } rsa)
            return rsa.SignData(bytes, Hash, Padding);
        return Certificate.GetECDsaPrivateKey()!.SignData(bytes, Hash, Format);
    }

    private static string Digest(string xml) => Convert.ToBase64String(SHA256.HashData(Canonical(xml)));

    private static byte[] Canonical(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(xml);
        var transform = new XmlDsigExcC14NTransform();
        transform.LoadInput(document);
        using var output = (Stream)transform.GetOutput(typeof(Stream));
        using var buffer = new MemoryStream();
        output.CopyTo(buffer);
        return buffer.ToArray();
    }
}
