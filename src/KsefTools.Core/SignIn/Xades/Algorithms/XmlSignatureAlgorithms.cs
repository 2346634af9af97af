using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.Xml;

namespace KsefTools.Core.SignIn.Xades.Algorithms;

/// <summary>The algorithms of XML signatures: those we make, and those we can verify.</summary>
internal static class XmlSignatureAlgorithms
{
    public const string EcdsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

    private const string EcdsaSha384 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384";
    private const string EcdsaSha512 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512";

    private static readonly FrozenSet<string> Verifiable = FrozenSet.Create(
        StringComparer.Ordinal,
        SignedXml.XmlDsigRSASHA1Url,
        SignedXml.XmlDsigRSASHA256Url,
        SignedXml.XmlDsigRSASHA384Url,
        SignedXml.XmlDsigRSASHA512Url,
        EcdsaSha256,
        EcdsaSha384,
        EcdsaSha512,
        SignedXml.XmlDsigSHA1Url,
        SignedXml.XmlDsigSHA256Url,
        SignedXml.XmlDsigSHA384Url,
        SignedXml.XmlDsigSHA512Url,
        SignedXml.XmlDsigEnvelopedSignatureTransformUrl,
        SignedXml.XmlDsigC14NTransformUrl,
        SignedXml.XmlDsigC14NWithCommentsTransformUrl,
        SignedXml.XmlDsigExcC14NTransformUrl,
        SignedXml.XmlDsigExcC14NWithCommentsTransformUrl
    );

    /// <summary>
    /// SignedXml finds algorithms in a table of the whole process alone. Another module may have registered its own
    /// ECDSA there; then that one serves, because XML Signature leaves no choice about the format.
    /// </summary>
    static XmlSignatureAlgorithms()
    {
        Register<SHA256>(EcdsaSha256);
        Register<SHA384>(EcdsaSha384);
        Register<SHA512>(EcdsaSha512);
    }

    /// <summary>Makes sure that the registration has happened.</summary>
    public static void Ensure() =>
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(XmlSignatureAlgorithms).TypeHandle);

    /// <summary>Whether the platform can verify an algorithm; RSA-PSS, SHA-3, XPath and C14N 1.1 it cannot.</summary>
    public static bool CanVerify(string? algorithm) => algorithm is not null && Verifiable.Contains(algorithm);

    private static void Register<THash>(string name)
        where THash : HashAlgorithm
    {
        if (CryptoConfig.CreateFromName(name) is null)
            CryptoConfig.AddAlgorithm(typeof(EcdsaSignatureDescription<THash>), name);
    }
}
