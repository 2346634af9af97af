using System.Security.Cryptography;

namespace KsefTools.Sandbox.Auth.Xades.Algorithms;

/// <summary>
/// ECDSA for <see cref="System.Security.Cryptography.Xml.SignedXml"/>, which knows none by itself. Public because the
/// platform makes it by name. XML signatures hold R‖S of fixed length; a DER signature does not verify.
/// </summary>
public sealed class RawEcdsaDescription<THash> : SignatureDescription
    where THash : HashAlgorithm
{
    public RawEcdsaDescription() => KeyAlgorithm = typeof(ECDsa).AssemblyQualifiedName;

    public override HashAlgorithm CreateDigest() => Hashes.Create<THash>();

    public override AsymmetricSignatureDeformatter CreateDeformatter(AsymmetricAlgorithm key) =>
        new RawEcdsaDeformatter((ECDsa)key);

    /// <summary>Only for others in this process that sign: the platform's table of algorithms is one for all.</summary>
    public override AsymmetricSignatureFormatter CreateFormatter(AsymmetricAlgorithm key) =>
        new RawEcdsaFormatter((ECDsa)key);

    private sealed class RawEcdsaDeformatter(ECDsa key) : AsymmetricSignatureDeformatter
    {
        private ECDsa key = key;

        public override void SetKey(AsymmetricAlgorithm key) => this.key = (ECDsa)key;

        public override void SetHashAlgorithm(string strName) { }

        public override bool VerifySignature(byte[] rgbHash, byte[] rgbSignature) =>
            key.VerifyHash(rgbHash, rgbSignature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private sealed class RawEcdsaFormatter(ECDsa key) : AsymmetricSignatureFormatter
    {
        private ECDsa key = key;

        public override void SetKey(AsymmetricAlgorithm key) => this.key = (ECDsa)key;

        public override void SetHashAlgorithm(string strName) { }

        public override byte[] CreateSignature(byte[] rgbHash) =>
            key.SignHash(rgbHash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
