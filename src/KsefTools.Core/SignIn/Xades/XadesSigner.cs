using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using KsefTools.Core.Keys;
using KsefTools.Core.SignIn.Xades.Algorithms;

namespace KsefTools.Core.SignIn.Xades;

/// <summary>
/// Signs an AuthTokenRequest: XAdES-BES, enveloped, SHA-256, with RSA (PKCS#1) or ECDSA. The form is the one that the
/// Ministry's own client sends, so that every environment is known to take it.
/// </summary>
public sealed class XadesSigner(TimeProvider time)
{
    // A clock a little ahead of KSeF's would otherwise sign in the future.
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(1);

    /// <summary>Signs a request.</summary>
    /// <returns>The document in UTF-8, to be sent as it is: any change of its bytes breaks the signature.</returns>
    public byte[] Sign(AuthTokenRequest request, KeyMaterial material)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(request.ToXml());
        var signature = Signature(document, material);
        document.DocumentElement!.AppendChild(document.ImportNode(signature, deep: true));
        return Encoding.UTF8.GetBytes(document.OuterXml);
    }

    private XmlElement Signature(XmlDocument document, KeyMaterial material)
    {
        XmlSignatureAlgorithms.Ensure();
        var signedXml = new RequestSignedXml(document) { SigningKey = material.Key.Key };
        signedXml.Signature.Id = XadesProperties.SignatureId;
        signedXml.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigC14NTransformUrl;
        signedXml.SignedInfo.SignatureMethod =
            material.Key.Algorithm is KeyAlgorithm.Rsa
                ? SignedXml.XmlDsigRSASHA256Url
                : XmlSignatureAlgorithms.EcdsaSha256;

        var whole = new Reference(string.Empty) { DigestMethod = SignedXml.XmlDsigSHA256Url };
        whole.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        whole.AddTransform(new XmlDsigExcC14NTransform());
        signedXml.AddReference(whole);

        var properties = new Reference("#" + XadesProperties.SignedPropertiesId)
        {
            Type = XadesProperties.SignedPropertiesType,
            DigestMethod = SignedXml.XmlDsigSHA256Url,
        };
        properties.AddTransform(new XmlDsigExcC14NTransform());
        signedXml.AddReference(properties);

        signedXml.AddObject(XadesProperties.Build(material.Certificate, SigningTime(material)));
        signedXml.KeyInfo = new KeyInfo();
        signedXml.KeyInfo.AddClause(new KeyInfoX509Data(material.Certificate));
        signedXml.ComputeSignature();
        return signedXml.GetXml();
    }

    // A certificate issued within the last minute must not seem to have signed before it existed.
    private DateTimeOffset SigningTime(KeyMaterial material)
    {
        var now = time.GetUtcNow();
        var early = now - ClockMargin;
        var start = material.Details.ValidFrom;
        return start > early && start <= now ? start : early;
    }
}
