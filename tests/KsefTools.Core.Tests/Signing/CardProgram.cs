using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace KsefTools.Core.Tests.Signing;

/// <summary>
/// Plays the program with which a person signs: takes a file and gives it back with XAdES inside. Shares no code with
/// the engine's own signer.
/// </summary>
internal sealed class CardProgram : IDisposable
{
    private const string Ds = SignedXml.XmlDsigNamespaceUrl;

    // One key for all, because RSA keys are slow to make.
    private static readonly Lazy<RSA> Key = new(() => RSA.Create(2048));

    private readonly X509Certificate2 _certificate;

    private CardProgram(string subject, DateTimeOffset now)
    {
        var request = new CertificateRequest(subject, Key.Value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _certificate = request.CreateSelfSigned(now.AddDays(-10), now.AddDays(1000));
    }

    /// <summary>A seal, which belongs to a NIP.</summary>
    public static CardProgram Seal(string nip, DateTimeOffset now) =>
        new($"CN=Seal {nip}, OID.2.5.4.97=VATPL-{nip}, O=Seal {nip}, C=PL", now);

    /// <summary>A person's card, which belongs to a PESEL.</summary>
    public static CardProgram Person(string pesel, DateTimeOffset now) =>
        new($"CN=Anna Nowak, OID.2.5.4.42=Anna, OID.2.5.4.4=Nowak, SERIALNUMBER=PNOPL-{pesel}, C=PL", now);

    /// <summary>Signs, and puts the signature inside.</summary>
    public byte[] Sign(byte[] file, bool isXades = true)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(Encoding.UTF8.GetString(file));
        var properties = Properties();
        var signed = new XadesDocument(document, properties) { SigningKey = Key.Value };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = SignedXml.XmlDsigRSASHA256Url;
        var whole = new Reference("") { DigestMethod = SignedXml.XmlDsigSHA256Url };
        whole.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        whole.AddTransform(new XmlDsigExcC14NTransform());
        signed.AddReference(whole);
        if (isXades)
        {
            var bound = new Reference("#P")
            {
                DigestMethod = SignedXml.XmlDsigSHA256Url,
                Type = "http://uri.etsi.org/01903#SignedProperties",
            };
            bound.AddTransform(new XmlDsigExcC14NTransform());
            signed.AddReference(bound);
            signed.AddObject(new DataObject { Data = properties.ChildNodes });
        }
        signed.KeyInfo = new KeyInfo();
        signed.KeyInfo.AddClause(new KeyInfoX509Data(_certificate));
        signed.Signature.Id = "S";
        signed.ComputeSignature();
        document.DocumentElement!.AppendChild(document.ImportNode(signed.GetXml(), deep: true));
        return Encoding.UTF8.GetBytes(document.OuterXml);
    }

    public void Dispose() => _certificate.Dispose();

    private XmlDocument Properties()
    {
        var now = _certificate
            .NotBefore.ToUniversalTime()
            .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var digest = Convert.ToBase64String(_certificate.GetCertHash(HashAlgorithmName.SHA256));
        var serial = new System.Numerics.BigInteger(
            _certificate.SerialNumberBytes.Span,
            isUnsigned: true,
            isBigEndian: true
        );
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(
            $"""
            <x:QualifyingProperties xmlns:x="http://uri.etsi.org/01903/v1.3.2#" Target="#S"><x:SignedProperties Id="P"><x:SignedSignatureProperties><x:SigningTime>{now}</x:SigningTime><x:SigningCertificate><x:Cert><x:CertDigest><ds:DigestMethod xmlns:ds="{Ds}" Algorithm="{SignedXml.XmlDsigSHA256Url}"/><ds:DigestValue xmlns:ds="{Ds}">{digest}</ds:DigestValue></x:CertDigest><x:IssuerSerial><ds:X509IssuerName xmlns:ds="{Ds}">{_certificate.Issuer}</ds:X509IssuerName><ds:X509SerialNumber xmlns:ds="{Ds}">{serial.ToString(
                CultureInfo.InvariantCulture
            )}</ds:X509SerialNumber></x:IssuerSerial></x:Cert></x:SigningCertificate></x:SignedSignatureProperties></x:SignedProperties></x:QualifyingProperties>
            """
        );
        return document;
    }

    private sealed class XadesDocument(XmlDocument document, XmlDocument properties) : SignedXml(document)
    {
        public override XmlElement? GetIdElement(XmlDocument? document, string idValue) =>
            properties.SelectSingleNode($"//*[@Id='{idValue}']") as XmlElement ?? base.GetIdElement(document, idValue);
    }
}
