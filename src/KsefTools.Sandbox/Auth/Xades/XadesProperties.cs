using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using KsefTools.Sandbox.Auth.Xades.Algorithms;
using KsefTools.Sandbox.Certificates;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Auth.Xades;

/// <summary>QualifyingProperties of a signature, as far as sign-in cares: which certificate the signer meant.</summary>
internal sealed class XadesProperties
{
    private readonly XmlElement signature;

    private XadesProperties(XmlElement signature, XmlElement? signed)
    {
        this.signature = signature;
        Signed = signed;
    }

    /// <summary>The element SignedProperties; null when there is none.</summary>
    public XmlElement? Signed { get; }

    /// <summary>Belongs to this signature, is referenced by it, and names the certificate.</summary>
    public bool IsXades => Signed is not null && IsReferenced && TargetsSignature && MeantCertificates.Count > 0;

    private bool TargetsSignature =>
        signature.GetAttribute("Id") is { Length: > 0 } id
        && Signed!.ParentNode is XmlElement properties
        && string.Equals(properties.GetAttribute("Target"), "#" + id, StringComparison.Ordinal);

    private bool IsReferenced =>
        Signed!.GetAttribute("Id") is { Length: > 0 } id
        && signature
            .Child("SignedInfo", XadesNames.Ds)!
            .Children("Reference", XadesNames.Ds)
            .Any(r => string.Equals(r.GetAttribute("URI"), "#" + id, StringComparison.Ordinal));

    private List<XmlElement> MeantCertificates =>
        [
            .. (Signed?.Child("SignedSignatureProperties", XadesNames.Xades)?.ChildNodes.OfType<XmlElement>() ?? [])
                .Where(e =>
                    e.Is("SigningCertificate", XadesNames.Xades) || e.Is("SigningCertificateV2", XadesNames.Xades)
                )
                .SelectMany(e => e.Children("Cert", XadesNames.Xades)),
        ];

    /// <summary>The properties inside a signature's objects.</summary>
    /// <exception cref="RefusalException">9105: more than one.</exception>
    public static XadesProperties Find(XmlElement signature)
    {
        var found = signature
            .Children("Object", XadesNames.Ds)
            .SelectMany(o => o.Children("QualifyingProperties", XadesNames.Xades))
            .SelectMany(q => q.Children("SignedProperties", XadesNames.Xades))
            .ToList();
        return found.Count > 1
            ? throw XadesRefusals.UnreadableSignature()
            : new XadesProperties(signature, found.FirstOrDefault());
    }

    /// <summary>
    /// The certificate that the properties name, out of those that came along; the first where they name none.
    /// </summary>
    /// <exception cref="RefusalException">9105: they name another.</exception>
    public X509Certificate2 SignerAmong(IReadOnlyList<X509Certificate2> certificates, SandboxSettings settings)
    {
        if (MeantCertificates is not [var meant, ..])
            return certificates[0];
        return certificates.FirstOrDefault(c => Names(meant, c, settings)) ?? throw XadesRefusals.InvalidSignature();
    }

    private static bool Names(XmlElement meant, X509Certificate2 certificate, SandboxSettings settings)
    {
        var digest = meant.Child("CertDigest", XadesNames.Xades);
        var method = digest?.Child("DigestMethod", XadesNames.Ds)?.GetAttribute("Algorithm");
        if (AllowedAlgorithms.Digest(method, settings) is not { } hash)
            throw XadesRefusals.UnsupportedAlgorithm();
        var value = digest!.Child("DigestValue", XadesNames.Ds)?.InnerText;
        return string.Equals(WithoutSpace(value), HashOf(certificate, hash), StringComparison.Ordinal)
            && (meant.Child("IssuerSerial", XadesNames.Xades) is not { } issued || Issued(issued, certificate));
    }

    private static string HashOf(X509Certificate2 certificate, HashAlgorithmName hash) =>
        Convert.ToBase64String(certificate.GetCertHash(hash));

    private static string WithoutSpace(string? text) => string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c)));

    private static bool Issued(XmlElement issued, X509Certificate2 certificate)
    {
        var serial = new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true);
        return string.Equals(
                issued.Child("X509SerialNumber", XadesNames.Ds)?.InnerText.Trim(),
                serial.ToString(CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            ) && IsSameName(issued.Child("X509IssuerName", XadesNames.Ds)?.InnerText.Trim(), certificate.IssuerName);
    }

    // Programs write names in either order and with different short names; the values are what they agree on.
    private static bool IsSameName(string? text, X500DistinguishedName name)
    {
        if (string.IsNullOrEmpty(text))
            return false;
        try
        {
            return ValuesOf(new X500DistinguishedName(text)).SequenceEqual(ValuesOf(name), StringComparer.Ordinal);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static IEnumerable<string> ValuesOf(X500DistinguishedName name) =>
        NameAttribute.ReadAll(name).Select(a => $"{a.Oid}={a.Value}").Order(StringComparer.Ordinal);
}
