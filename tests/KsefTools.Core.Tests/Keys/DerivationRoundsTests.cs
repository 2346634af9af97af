using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Reading;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Keys;

/// <summary>
/// A file says itself how many rounds it takes to open it. More than any program writes are refused before the first.
/// </summary>
public sealed class DerivationRoundsTests
{
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";
    private const string Sha1With3Des = "1.2.840.113549.1.12.1.3";
    private const string Aes256 = "2.16.840.1.101.3.4.1.42";
    private const string Data = "1.2.840.113549.1.7.1";
    private const string EncryptedData = "1.2.840.113549.1.7.6";

    private static readonly Asn1Tag Content = new(TagClass.ContextSpecific, 0);

    public static TheoryData<long> TooMany => [DerivationRounds.Most + 1, int.MaxValue, 1L << 40];

    [Theory]
    [MemberData(nameof(TooMany))]
    public void Of_an_encrypted_key_as_DER(long rounds) => AssertRefused(EncryptedKey(Pbes2, rounds));

    [Theory]
    [MemberData(nameof(TooMany))]
    public void Of_an_encrypted_key_as_PEM(long rounds) => AssertRefused(Pem(EncryptedKey(Pbes2, rounds)));

    [Theory]
    [MemberData(nameof(TooMany))]
    public void Of_a_key_encrypted_in_an_older_way(long rounds) => AssertRefused(EncryptedKey(Sha1With3Des, rounds));

    [Theory]
    [InlineData(DerivationRounds.Most + 1)]
    [InlineData(int.MaxValue)]
    public void Of_the_seal_of_a_PFX(long rounds) =>
        AssertRefused(
            Pfx(
                Part(Data, new byte[] { 4, 2, 0x30, 0 }),
                seal =>
                {
                    using (seal.PushSequence())
                    {
                        using (seal.PushSequence())
                            seal.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
                        seal.WriteOctetString(new byte[32]);
                    }
                    seal.WriteOctetString(new byte[8]);
                    seal.WriteInteger(rounds);
                }
            )
        );

    [Theory]
    [MemberData(nameof(TooMany))]
    public void Of_an_encrypted_part_of_a_PFX(long rounds)
    {
        var data = new AsnWriter(AsnEncodingRules.DER);
        using (data.PushSequence())
        {
            data.WriteInteger(0);
            using (data.PushSequence())
            {
                data.WriteObjectIdentifier(Data);
                WriteScheme(data, Pbes2, rounds);
                data.WriteOctetString(new byte[16], Content);
            }
        }

        AssertRefused(Pfx(Part(EncryptedData, data.Encode()), seal: null));
    }

    [Fact]
    public void Of_a_key_inside_a_PFX()
    {
        var safe = new Pkcs12SafeContents();
        safe.AddSafeBag(new Pkcs12ShroudedKeyBag(EncryptedKey(Pbes2, int.MaxValue)));
        var builder = new Pkcs12Builder();
        builder.AddSafeContentsUnencrypted(safe);
        builder.SealWithMac(TestMaterial.Password.Reveal(), HashAlgorithmName.SHA256, 1);

        AssertRefused(builder.Encode());
    }

    [Fact]
    public void Of_several_keys_together()
    {
        var first = TestMaterial.Ec.Key.Key.ExportEncryptedPkcs8PrivateKey(
            TestMaterial.Password.Reveal(),
            new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)
        );

        AssertRefused([.. Pem(first), (byte)'\n', .. Pem(EncryptedKey(Pbes2, DerivationRounds.Most))]);
    }

    [Fact]
    public void As_many_as_programs_write_are_done()
    {
        var key = TestMaterial.Ec.Key.Key.ExportEncryptedPkcs8PrivateKeyPem(
            TestMaterial.Password.Reveal(),
            new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 600_000)
        );
        var file = $"{key}\n{TestMaterial.Ec.Certificate.ExportCertificatePem()}\n";

        using var material = KeyMaterialReader.FromBytes(
            Encoding.ASCII.GetBytes(file),
            TestMaterial.Password,
            "seal.pem"
        );

        Assert.Equal(TestMaterial.Ec.Certificate, material.Certificate);
    }

    private static void AssertRefused(byte[] file)
    {
        var refusal = Assert.Throws<KeyMaterialException>(() =>
            KeyMaterialReader.FromBytes(file, TestMaterial.Password, "seal.pfx")
        );
        Assert.Equal(KeyMaterialFailure.UnsupportedEncryption, refusal.Failure);
        Assert.Contains("rounds", refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Pem(byte[] key) =>
        Encoding.ASCII.GetBytes(PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", key));

    private static byte[] EncryptedKey(string scheme, long rounds)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteScheme(writer, scheme, rounds);
            writer.WriteOctetString(new byte[48]);
        }
        return writer.Encode();
    }

    private static void WriteScheme(AsnWriter writer, string scheme, long rounds)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(scheme);
            if (scheme is not Pbes2)
            {
                WriteSaltAndRounds(writer, rounds);
                return;
            }
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Pbkdf2);
                    WriteSaltAndRounds(writer, rounds);
                }
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Aes256);
                    writer.WriteOctetString(new byte[16]);
                }
            }
        }
    }

    private static void WriteSaltAndRounds(AsnWriter writer, long rounds)
    {
        using (writer.PushSequence())
        {
            writer.WriteOctetString(new byte[8]);
            writer.WriteInteger(rounds);
        }
    }

    private static byte[] Part(string type, byte[] content)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(type);
            using (writer.PushSequence(Content))
                writer.WriteEncodedValue(content);
        }
        return writer.Encode();
    }

    private static byte[] Pfx(byte[] part, Action<AsnWriter>? seal)
    {
        var safe = new AsnWriter(AsnEncodingRules.DER);
        using (safe.PushSequence())
            safe.WriteEncodedValue(part);
        var octets = new AsnWriter(AsnEncodingRules.DER);
        octets.WriteOctetString(safe.Encode());
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(3);
            writer.WriteEncodedValue(Part(Data, octets.Encode()));
            if (seal is not null)
                using (writer.PushSequence())
                    seal(writer);
        }
        return writer.Encode();
    }
}
