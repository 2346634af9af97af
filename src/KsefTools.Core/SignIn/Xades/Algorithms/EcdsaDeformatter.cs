using System.Security.Cryptography;

namespace KsefTools.Core.SignIn.Xades.Algorithms;

/// <summary>Verifies R ‖ S over a hash.</summary>
internal sealed class EcdsaDeformatter(AsymmetricAlgorithm key) : AsymmetricSignatureDeformatter
{
    private ECDsa _key = (ECDsa)key;

    public override void SetKey(AsymmetricAlgorithm key) => _key = (ECDsa)key;

    // The hash comes ready-made, so that its name does not matter here.
    public override void SetHashAlgorithm(string strName) { }

    public override bool VerifySignature(byte[] rgbHash, byte[] rgbSignature) =>
        _key.VerifyHash(rgbHash, rgbSignature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
