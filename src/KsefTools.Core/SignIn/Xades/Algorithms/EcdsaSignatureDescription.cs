using System.Security.Cryptography;

namespace KsefTools.Core.SignIn.Xades.Algorithms;

/// <summary>
/// Teaches the platform's SignedXml the ECDSA of XML Signature 1.1, whose value is R and S side by side, each of the
/// field's length. Public with a public constructor because CryptoConfig demands that; meant for nobody else.
/// </summary>
/// <typeparam name="THash">SHA256, SHA384 or SHA512.</typeparam>
public sealed class EcdsaSignatureDescription<THash> : SignatureDescription
    where THash : HashAlgorithm
{
    public EcdsaSignatureDescription()
    {
        // Verification compares the key's type with this.
        KeyAlgorithm = typeof(ECDsa).AssemblyQualifiedName;
        DigestAlgorithm = typeof(THash).Name;
    }

    /// <inheritdoc/>
    public override HashAlgorithm CreateDigest() =>
        typeof(THash).Name switch
        {
            nameof(SHA256) => SHA256.Create(),
            nameof(SHA384) => SHA384.Create(),
            _ => SHA512.Create(),
        };

    /// <inheritdoc/>
    public override AsymmetricSignatureFormatter CreateFormatter(AsymmetricAlgorithm key) => new EcdsaFormatter(key);

    /// <inheritdoc/>
    public override AsymmetricSignatureDeformatter CreateDeformatter(AsymmetricAlgorithm key) =>
        new EcdsaDeformatter(key);
}
