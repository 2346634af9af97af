using System.Security.Cryptography;
using KsefTools.Core.SignIn.Xades.Algorithms;

namespace KsefTools.Core.Tests.Xades;

/// <summary>The ECDSA that the platform's SignedXml is taught.</summary>
public sealed class EcdsaSignaturesTests
{
    [Fact]
    public void Each_algorithm_hashes_by_its_own_digest()
    {
        Assert.Equal((256, nameof(SHA256)), DigestOf(new EcdsaSignatureDescription<SHA256>()));
        Assert.Equal((384, nameof(SHA384)), DigestOf(new EcdsaSignatureDescription<SHA384>()));
        Assert.Equal((512, nameof(SHA512)), DigestOf(new EcdsaSignatureDescription<SHA512>()));
    }

    [Fact]
    public void It_is_for_keys_of_elliptic_curves() =>
        Assert.Equal(typeof(ECDsa), Type.GetType(new EcdsaSignatureDescription<SHA256>().KeyAlgorithm!));

    [Fact]
    public void What_one_key_signed_it_alone_verifies()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var description = new EcdsaSignatureDescription<SHA256>();
        var hash = SHA256.HashData("a"u8);
        var verifier = description.CreateDeformatter(other);

        var signature = description.CreateFormatter(key).CreateSignature(hash);

        Assert.Equal(64, signature.Length);
        Assert.False(verifier.VerifySignature(hash, signature));
        verifier.SetKey(key);
        Assert.True(verifier.VerifySignature(hash, signature));
    }

    private static (int Bits, string? Name) DigestOf(SignatureDescription description)
    {
        using var digest = description.CreateDigest()!;
        return (digest.HashSize, description.DigestAlgorithm);
    }
}
