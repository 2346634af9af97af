using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Reading;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Core.Tests.Xades;

namespace KsefTools.Core.Tests.Keys;

/// <summary>
/// Whatever happens to a file's bytes, a person gets one of our sentences and never the platform's exception.
/// </summary>
public sealed class DamagedFilesTests
{
    private static readonly SecretText Password = new("x");

    public static TheoryData<string> Kinds => ["pfx", "pem", "key", "der", "vault"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damaged_key_material_fails_in_our_words(string kind)
    {
        var content = ContentOf(kind);

        Prop.ForAll(Damage(content).ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

        static bool Survives(byte[] damaged)
        {
            try
            {
                KeyMaterialReader.FromBytes(damaged, Password, "file").Dispose();
            }
            catch (KeyMaterialException)
            {
                // One of our sentences.
            }
            return true;
        }
    }

    [Fact]
    public void A_damaged_signed_file_fails_in_our_words()
    {
        var content = new XadesSigner(TestMaterial.Clock).Sign(TestRequests.For(), TestMaterial.Ec);

        Prop.ForAll(Damage(content).ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

        static bool Survives(byte[] damaged)
        {
            try
            {
                SignedRequestCheck.Read(damaged);
            }
            catch (SignedRequestException)
            {
                // One of our sentences.
            }
            return true;
        }
    }

    private static byte[] ContentOf(string kind) =>
        kind switch
        {
            "pfx" => Pfx(),
            "pem" => KeyMaterialExport.ToCertificatePem(TestMaterial.Ec),
            "key" => TestMaterial.Ec.Key.Key.ExportEncryptedPkcs8PrivateKey("x", Fast),
            "der" => TestMaterial.Ec.Certificate.RawData,
            _ => Encoding.ASCII.GetBytes(TestMaterial.Ec.ToVaultText().Reveal()),
        };

    private static PbeParameters Fast => new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1);

    private static byte[] Pfx()
    {
        using var withKey = ECDsaCertificateExtensions.CopyWithPrivateKey(
            TestMaterial.Ec.Certificate,
            (ECDsa)TestMaterial.Ec.Key.Key
        );
        return withKey.ExportPkcs12(Fast, "x");
    }

    /// <summary>One to three bytes overwritten, or the end cut off.</summary>
    private static Gen<byte[]> Damage(byte[] content) =>
        from count in Gen.Choose(0, 3)
        from places in Gen.Choose(0, content.Length - 1).ArrayOf(count)
        from values in Gen.Choose(0, 255).ArrayOf(count)
        from length in count == 0 ? Gen.Choose(0, content.Length - 1) : Gen.Constant(content.Length)
        select Apply(content, places, values, length);

    private static byte[] Apply(byte[] content, int[] places, int[] values, int length)
    {
        var damaged = content.ToArray();
        for (var index = 0; index < places.Length; index++)
            damaged[places[index]] = (byte)values[index];
        return damaged[..length];
    }
}
