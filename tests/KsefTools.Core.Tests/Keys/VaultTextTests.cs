using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Keys;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Keys;

public sealed class VaultTextTests
{
    [Theory]
    [InlineData(KeyAlgorithm.Ec)]
    [InlineData(KeyAlgorithm.Rsa)]
    public void What_goes_into_the_vault_comes_out_the_same(KeyAlgorithm algorithm)
    {
        var text = TestMaterial.Of(algorithm).ToVaultText();

        using var material = KeyMaterial.FromVaultText(text);

        Assert.Equal(TestMaterial.Of(algorithm).Certificate, material.Certificate);
        Assert.Equal(text, material.ToVaultText());
    }

    [Fact]
    public void The_vaults_text_is_the_certificate_and_then_its_key_in_the_clear()
    {
        var lines = TestMaterial.Ec.ToVaultText().Reveal().Split('\n');

        Assert.Equal(
            "BEGIN CERTIFICATE, END CERTIFICATE, BEGIN PRIVATE KEY, END PRIVATE KEY",
            string.Join(", ", lines.Where(line => line.StartsWith('-')).Select(line => line.Trim('-')))
        );
    }

    [Theory]
    [InlineData(KeyAlgorithm.Ec, 256)]
    [InlineData(KeyAlgorithm.Rsa, 2048)]
    public void A_new_key_is_kept_alone_until_its_certificate_comes(KeyAlgorithm algorithm, int bits)
    {
        using var made = KeyPair.Generate(algorithm);
        using var kept = KeyPair.FromVaultText(made.ToVaultText());
        var certificate = TestMaterial.Issue(made, "CCK KSeF", X509KeyUsageFlags.DigitalSignature);

        using var joined = KeyMaterial.Join(certificate, kept);

        Assert.Equal(bits, joined.Key.Bits);
    }

    [Fact]
    public void A_certificate_for_another_key_is_not_joined()
    {
        using var other = KeyPair.Generate(KeyAlgorithm.Ec);

        Assert.Equal(
            KeyMaterialFailure.KeyMismatch,
            TestMaterial.FailureOf(() => KeyMaterial.Join(TestMaterial.Ec.Certificate, other))
        );
    }

    [Fact]
    public void A_vaults_secret_that_is_something_else_is_unreadable() =>
        Assert.Equal(
            KeyMaterialFailure.Unreadable,
            TestMaterial.FailureOf(() => KeyMaterial.FromVaultText(new SecretText("20251010-EC-1DCE3E3000|x|y")))
        );
}
