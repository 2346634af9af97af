using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using System.Xml.XPath;
using KsefTools.Sandbox.Auth.Xades.Algorithms;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Auth.Xades;

/// <summary>
/// Verifies the signature of a request: what it covers, its algorithms, its digests, its value, its XAdES properties.
/// </summary>
internal sealed class SignatureVerifier(SandboxSettings settings)
{
    /// <summary>Verifies.</summary>
    /// <exception cref="RefusalException">9105 with its cause; 21115 for a key that is too short.</exception>
    public VerifiedSignature Verify(SignedDocument document)
    {
        var signed = Load(document);
        CheckAlgorithms(signed.SignedInfo!);
        var properties = XadesProperties.Find(document.Signature);
        CheckReferences(document, signed, properties);
        var certificate = properties.SignerAmong(CertificatesOf(signed), settings);
        using var key = KeyOf(certificate);
        if (!AllowedAlgorithms.IsSignature(signed.SignatureMethod, key, settings))
            throw XadesRefusals.UnsupportedAlgorithm();
        if (!IsRight(signed, key))
            throw XadesRefusals.InvalidSignature();
        return new VerifiedSignature(certificate, properties.IsXades || SignsKeyInfo(signed, document));
    }

    private static BoundSignedXml Load(SignedDocument document)
    {
        var signed = new BoundSignedXml(document.Xml);
        try
        {
            signed.LoadXml(document.Signature);
        }
        catch (Exception error)
            when (error is CryptographicException or FormatException or XmlException or XPathException)
        {
            throw XadesRefusals.UnreadableSignature();
        }

        return signed.SignedInfo is null || signed.SignatureMethod is null || signed.SignatureValue is null
            ? throw XadesRefusals.UnreadableSignature()
            : signed;
    }

    private void CheckAlgorithms(SignedInfo info)
    {
        var references = info.References.Cast<Reference>().ToList();
        var areAllowed =
            AllowedAlgorithms.IsCanonicalization(info.CanonicalizationMethod)
            && references.TrueForAll(r => AllowedAlgorithms.Digest(r.DigestMethod, settings) is not null)
            && references.SelectMany(TransformsOf).All(IsAllowed);
        if (!areAllowed)
            throw XadesRefusals.UnsupportedAlgorithm();
    }

    private static IEnumerable<Transform> TransformsOf(Reference reference)
    {
        for (var i = 0; i < reference.TransformChain.Count; i++)
            yield return reference.TransformChain[i];
    }

    private static bool IsAllowed(Transform transform) =>
        AllowedAlgorithms.IsTransform(transform.Algorithm)
        && (
            transform is not XmlDsigXPathTransform
            || transform.GetXml().Child("XPath", XadesNames.Ds)?.InnerText.Trim() is AllowedAlgorithms.SignatureFilter
        );

    // Everything signed lies in this document, and of it exactly the request and the properties, so that nothing can be
    // signed beside them and nothing of them be left out.
    private static void CheckReferences(SignedDocument document, BoundSignedXml signed, XadesProperties properties)
    {
        var wanted = document.Envelope is { } envelope ? "#" + envelope.GetAttribute("Id") : string.Empty;
        var references = signed.SignedInfo!.References.Cast<Reference>().ToList();
        var data = references.Where(r => string.Equals(r.Uri, wanted, StringComparison.Ordinal)).ToList();
        if (data is not [var only] || (document.Envelope is null && !LeavesSignatureOut(only)))
            throw XadesRefusals.InvalidSignature();
        foreach (var other in references.Where(r => r != only))
        {
            if (!IsOwnPart(document, signed, properties, other))
                throw XadesRefusals.InvalidSignature();
        }
    }

    private static bool LeavesSignatureOut(Reference reference) =>
        TransformsOf(reference).Any(t => t is XmlDsigEnvelopedSignatureTransform or XmlDsigXPathTransform);

    private static bool IsOwnPart(
        SignedDocument document,
        BoundSignedXml signed,
        XadesProperties properties,
        Reference reference
    )
    {
        if (reference.Uri is not ['#', .. var id] || signed.Find(document.Xml, id) is not { } target)
            return false;
        return target == properties.Signed
            ? reference.Type is XadesNames.SignedPropertiesType
            : target == document.Signature.Child("KeyInfo", XadesNames.Ds);
    }

    private static bool SignsKeyInfo(BoundSignedXml signed, SignedDocument document) =>
        document.Signature.Child("KeyInfo", XadesNames.Ds) is { } info
        && info.GetAttribute("Id") is { Length: > 0 } id
        && signed
            .SignedInfo!.References.Cast<Reference>()
            .Any(r => string.Equals(r.Uri, "#" + id, StringComparison.Ordinal));

    private static List<X509Certificate2> CertificatesOf(BoundSignedXml signed)
    {
        var found = signed
            .KeyInfo.OfType<KeyInfoX509Data>()
            .SelectMany(data => data.Certificates?.OfType<X509Certificate2>() ?? [])
            .ToList();
        return found.Count > 0 ? found : throw XadesRefusals.UnreadableSignature();
    }

    private static AsymmetricAlgorithm KeyOf(X509Certificate2 certificate)
    {
        try
        {
            AsymmetricAlgorithm? key = certificate.GetRSAPublicKey();
            key ??= certificate.GetECDsaPublicKey();
            return key is RSA { KeySize: >= 2048 } or ECDsa { KeySize: >= 256 }
                ? key
                : throw XadesRefusals.BadCertificate();
        }
        catch (CryptographicException)
        {
            throw XadesRefusals.BadCertificate();
        }
    }

    private static bool IsRight(BoundSignedXml signed, AsymmetricAlgorithm key)
    {
        try
        {
            return signed.CheckSignature(key);
        }
        catch (Exception error)
            when (error is CryptographicException or FormatException or XmlException or XPathException)
        {
            return false;
        }
    }

    /// <summary>Looks its references up in its own document only.</summary>
    private sealed class BoundSignedXml : SignedXml
    {
        public BoundSignedXml(XmlDocument document)
            : base(document) => Resolver = null!;

        public XmlElement? Find(XmlDocument document, string id)
        {
            try
            {
                return GetIdElement(document, id);
            }
            catch (CryptographicException)
            {
                // Two elements of one Id.
                return null;
            }
        }
    }
}
