using System.Security.Cryptography;

namespace KsefTools.Core.SignIn.Xades.Algorithms;

/// <summary>Signs a hash as XML Signature wants it: R ‖ S, never DER.</summary>
internal sealed class EcdsaFormatter(AsymmetricAlgorithm key) : AsymmetricSignatureFormatter
{
    private ECDsa _key = (ECDsa)key;

    public override void SetKey(AsymmetricAlgorithm key) => _key = (ECDsa)key;

    // The hash comes ready-made, so that its name does not matter here.
    public override void SetHashAlgorithm(string strName) { }

    public override byte[] CreateSignature(byte[] rgbHash) =>
        _key.SignHash(rgbHash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
