using System.Globalization;
using System.Numerics;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using KsefTools.Sandbox.Auth.Xades.Algorithms;

namespace KsefTools.Demo.Certificates;

/// <summary>
/// Plays the program with which an office uses its qualified seal: takes a file and gives it back with XAdES inside. It
/// owes the engine's own signer nothing, as a real one does not.
/// </summary>
public sealed class SealProgram : IDisposable
{
    private const string Ds = SignedXml.XmlDsigNamespaceUrl;
    private const string EcdsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

    private readonly X509Certificate2 _seal;
    private readonly TimeProvider _time;

    /// <summary>Has a seal at hand, as a card would.</summary>
    /// <param name="pem">Certificate and EC key.</param>
    /// <param name="time">For the time that stands in the signature.</param>
    public SealProgram(string pem, TimeProvider time)
    {
        (_seal, _time) = (X509Certificate2.CreateFromPem(pem, pem), time);
        // SignedXml finds ECDSA in a table of the whole process alone, which the sandbox fills when it first verifies.
        if (CryptoConfig.CreateFromName(EcdsaSha256) is null)
            CryptoConfig.AddAlgorithm(typeof(RawEcdsaDescription<SHA256>), EcdsaSha256);
    }

    /// <summary>Signs, and puts the signature inside (enveloped).</summary>
    public byte[] Sign(byte[] file)
    {
        using var key = _seal.GetECDsaPrivateKey()!;
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(Encoding.UTF8.GetString(file));
        var properties = Properties();
        var signed = new XadesDocument(document, properties) { SigningKey = key };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = EcdsaSha256;
        signed.AddReference(ReferenceTo("", type: null, new XmlDsigEnvelopedSignatureTransform()));
        signed.AddReference(ReferenceTo("#P", "http://uri.etsi.org/01903#SignedProperties"));
        signed.AddObject(new DataObject { Data = properties.ChildNodes });
        signed.KeyInfo = new KeyInfo();
        signed.KeyInfo.AddClause(new KeyInfoX509Data(_seal));
        signed.Signature.Id = "S";
        signed.ComputeSignature();
        document.DocumentElement!.AppendChild(document.ImportNode(signed.GetXml(), deep: true));
        return Encoding.UTF8.GetBytes(document.OuterXml);
    }

    public void Dispose() => _seal.Dispose();

    private static Reference ReferenceTo(string uri, string? type, params Transform[] transforms)
    {
        var reference = new Reference(uri) { DigestMethod = SignedXml.XmlDsigSHA256Url, Type = type };
        foreach (var transform in transforms)
            reference.AddTransform(transform);
        reference.AddTransform(new XmlDsigExcC14NTransform());
        return reference;
    }

    private XmlDocument Properties()
    {
        var now = _time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var digest = Convert.ToBase64String(_seal.GetCertHash(HashAlgorithmName.SHA256));
        var serial = new BigInteger(_seal.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true);
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(
            $"""<x:QualifyingProperties xmlns:x="http://uri.etsi.org/01903/v1.3.2#" xmlns:ds="{Ds}" Target="#S">"""
                + $"""<x:SignedProperties Id="P"><x:SignedSignatureProperties><x:SigningTime>{now}</x:SigningTime>"""
                + $"""<x:SigningCertificate><x:Cert><x:CertDigest><ds:DigestMethod Algorithm="{SignedXml.XmlDsigSHA256Url}"/>"""
                + $"<ds:DigestValue>{digest}</ds:DigestValue></x:CertDigest><x:IssuerSerial>"
                + $"<ds:X509IssuerName>{SecurityElement.Escape(_seal.Issuer)}</ds:X509IssuerName>"
                + $"<ds:X509SerialNumber>{serial.ToString(CultureInfo.InvariantCulture)}</ds:X509SerialNumber>"
                + "</x:IssuerSerial></x:Cert></x:SigningCertificate></x:SignedSignatureProperties></x:SignedProperties>"
                + "</x:QualifyingProperties>"
        );
        return document;
    }

    /// <summary>Finds the properties, which are not in the document while it is being signed.</summary>
    private sealed class XadesDocument(XmlDocument document, XmlDocument properties) : SignedXml(document)
    {
        public override XmlElement? GetIdElement(XmlDocument? document, string idValue) =>
            properties.SelectSingleNode($"//*[@Id='{idValue}']") as XmlElement ?? base.GetIdElement(document, idValue);
    }
}
