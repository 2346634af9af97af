using System.Security.Cryptography;

namespace KsefTools.Sandbox.Auth.Xades.Algorithms;

/// <summary>RSA-PSS (RFC 6931, MGF1 and salt of the hash's length), which SignedXml does not know by itself.</summary>
public sealed class RsaPssDescription<THash> : SignatureDescription
    where THash : HashAlgorithm
{
    public RsaPssDescription() => KeyAlgorithm = typeof(RSA).AssemblyQualifiedName;

    public override HashAlgorithm CreateDigest() => Hashes.Create<THash>();

    public override AsymmetricSignatureDeformatter CreateDeformatter(AsymmetricAlgorithm key) =>
        new PssDeformatter((RSA)key);

    private sealed class PssDeformatter(RSA key) : AsymmetricSignatureDeformatter
    {
        private RSA key = key;

        public override void SetKey(AsymmetricAlgorithm key) => this.key = (RSA)key;

        public override void SetHashAlgorithm(string strName) { }

        public override bool VerifySignature(byte[] rgbHash, byte[] rgbSignature) =>
            key.VerifyHash(rgbHash, rgbSignature, Hashes.NameOf<THash>(), RSASignaturePadding.Pss);
    }
}
