using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Sandbox.Auth.Xades.Algorithms;

/// <summary>
/// The algorithms that a signature may use: those documented (auth/podpis-xades.md) that the platform can compute.
/// SHA-3, C14N 1.1 and XPath filter 2 are documented too, and refused here.
/// </summary>
internal static class AllowedAlgorithms
{
    public const string SignatureFilter = "not(ancestor-or-self::ds:Signature)";

    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";
    private const string More2007 = "http://www.w3.org/2007/05/xmldsig-more#";

    private static readonly FrozenDictionary<string, HashAlgorithmName> Digests = new Dictionary<
        string,
        HashAlgorithmName
    >(StringComparer.Ordinal)
    {
        [SignedXml.XmlDsigSHA1Url] = HashAlgorithmName.SHA1,
        [SignedXml.XmlDsigSHA256Url] = HashAlgorithmName.SHA256,
        [SignedXml.XmlDsigSHA384Url] = HashAlgorithmName.SHA384,
        [SignedXml.XmlDsigSHA512Url] = HashAlgorithmName.SHA512,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Canonicalizations = FrozenSet.Create(
        StringComparer.Ordinal,
        SignedXml.XmlDsigC14NTransformUrl,
        SignedXml.XmlDsigC14NWithCommentsTransformUrl,
        SignedXml.XmlDsigExcC14NTransformUrl,
        SignedXml.XmlDsigExcC14NWithCommentsTransformUrl
    );

    private static readonly FrozenSet<string> Rsa = FrozenSet.Create(
        StringComparer.Ordinal,
        SignedXml.XmlDsigRSASHA256Url,
        SignedXml.XmlDsigRSASHA384Url,
        SignedXml.XmlDsigRSASHA512Url
    );

    private static readonly FrozenSet<string> RsaPss = FrozenSet.Create(
        StringComparer.Ordinal,
        More2007 + "sha256-rsa-MGF1",
        More2007 + "sha384-rsa-MGF1",
        More2007 + "sha512-rsa-MGF1"
    );

    private static readonly FrozenSet<string> Ecdsa = FrozenSet.Create(
        StringComparer.Ordinal,
        More + "ecdsa-sha256",
        More + "ecdsa-sha384",
        More + "ecdsa-sha512"
    );

    private const string RsaSha1 = SignedXml.XmlDsigRSASHA1Url;
    private const string EcdsaSha1 = More + "ecdsa-sha1";

    static AllowedAlgorithms()
    {
        CryptoConfig.AddAlgorithm(typeof(RawEcdsaDescription<SHA1>), EcdsaSha1);
        CryptoConfig.AddAlgorithm(typeof(RawEcdsaDescription<SHA256>), More + "ecdsa-sha256");
        CryptoConfig.AddAlgorithm(typeof(RawEcdsaDescription<SHA384>), More + "ecdsa-sha384");
        CryptoConfig.AddAlgorithm(typeof(RawEcdsaDescription<SHA512>), More + "ecdsa-sha512");
        CryptoConfig.AddAlgorithm(typeof(RsaPssDescription<SHA256>), More2007 + "sha256-rsa-MGF1");
        CryptoConfig.AddAlgorithm(typeof(RsaPssDescription<SHA384>), More2007 + "sha384-rsa-MGF1");
        CryptoConfig.AddAlgorithm(typeof(RsaPssDescription<SHA512>), More2007 + "sha512-rsa-MGF1");
        // Looks like a list of this one object, and is one list of the whole process: added to for each signature it
        // grew without end and broke those who were reading it. The verifier lets one expression through.
        new SignedXml().SafeCanonicalizationMethods.Add(SignedXml.XmlDsigXPathTransformUrl);
    }

    /// <summary>
    /// Makes the platform know them, in tables of the whole process; to be called before anything is verified.
    /// </summary>
    public static void Register() => RuntimeHelpers.RunClassConstructor(typeof(AllowedAlgorithms).TypeHandle);

    public static bool IsCanonicalization(string? name) => name is not null && Canonicalizations.Contains(name);

    public static bool IsTransform(string? name) =>
        IsCanonicalization(name)
        || name
            is SignedXml.XmlDsigEnvelopedSignatureTransformUrl
                or SignedXml.XmlDsigBase64TransformUrl
                or SignedXml.XmlDsigXPathTransformUrl;

    /// <summary>The hash of a digest method; null when it is not allowed.</summary>
    public static HashAlgorithmName? Digest(string? name, SandboxSettings settings) =>
        name is not null
        && Digests.TryGetValue(name, out var hash)
        && (hash != HashAlgorithmName.SHA1 || settings.Sha1Signatures)
            ? hash
            : null;

    /// <summary>Whether a signature method is allowed, and for which kind of key.</summary>
    public static bool IsSignature(string? name, AsymmetricAlgorithm key, SandboxSettings settings) =>
        name is not null
        && key switch
        {
            RSA => Rsa.Contains(name)
                || (settings.RsaPssSignatures && RsaPss.Contains(name))
                || (settings.Sha1Signatures && string.Equals(name, RsaSha1, StringComparison.Ordinal)),
            ECDsa => Ecdsa.Contains(name)
                || (settings.Sha1Signatures && string.Equals(name, EcdsaSha1, StringComparison.Ordinal)),
            _ => false,
        };
}
