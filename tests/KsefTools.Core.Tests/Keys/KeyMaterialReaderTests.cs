using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Reading;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Keys;

public sealed class KeyMaterialReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<KeyAlgorithm> Algorithms => [KeyAlgorithm.Ec, KeyAlgorithm.Rsa];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_PFX_is_read_with_its_password(KeyAlgorithm algorithm)
    {
        var path = _folder.Write(
            "seal.pfx",
            KeyMaterialExport.ToPfx(TestMaterial.Of(algorithm), TestMaterial.Password)
        );

        using var material = KeyMaterialReader.FromFiles(path, null, TestMaterial.Password);

        Assert.Equal(TestMaterial.Of(algorithm).Certificate, material.Certificate);
        Assert.Equal(algorithm, material.Key.Algorithm);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void The_portals_certificate_and_encrypted_key_are_read_with_the_password(KeyAlgorithm algorithm)
    {
        var (certificate, key) = PortalFiles(TestMaterial.Of(algorithm));

        using var material = KeyMaterialReader.FromFiles(certificate, key, TestMaterial.Password);

        Assert.Equal(algorithm, material.Key.Algorithm);
    }

    [Fact]
    public void The_portals_key_is_found_beside_its_certificate()
    {
        var (certificate, _) = PortalFiles(TestMaterial.Ec);

        using var material = KeyMaterialReader.FromFiles(certificate, null, TestMaterial.Password);

        Assert.Equal(TestMaterial.Ec.Certificate, material.Certificate);
    }

    [Fact]
    public void Certificate_and_key_may_be_given_in_either_order()
    {
        var (certificate, key) = PortalFiles(TestMaterial.Ec);

        using var material = KeyMaterialReader.FromFiles(key, certificate, TestMaterial.Password);

        Assert.Equal(TestMaterial.Ec.Certificate, material.Certificate);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Keys_in_the_forms_that_OpenSSL_writes_are_read(KeyAlgorithm algorithm)
    {
        var key = TestMaterial.Of(algorithm).Key.Key;
        var own = key is RSA rsa ? rsa.ExportRSAPrivateKeyPem() : ((ECDsa)key).ExportECPrivateKeyPem();
        var path = _folder.Write("one.pem", own + "\n" + TestMaterial.Of(algorithm).Certificate.ExportCertificatePem());

        using var material = KeyMaterialReader.FromFiles(path, null, null);

        Assert.Equal(TestMaterial.Of(algorithm).Certificate, material.Certificate);
    }

    [Fact]
    public void Certificate_and_key_as_bare_DER_are_read()
    {
        var certificate = _folder.Write("seal.cer", TestMaterial.Ec.Certificate.RawData);
        var key = _folder.Write("seal.p8", TestMaterial.Ec.Key.ExportPkcs8());

        using var material = KeyMaterialReader.FromFiles(certificate, key, null);

        Assert.Equal(TestMaterial.Ec.Certificate, material.Certificate);
    }

    [Fact]
    public void Text_in_UTF_16_as_old_Windows_programs_write_it_is_read()
    {
        var path = _folder.PathOf("one.pem");
        File.WriteAllText(path, TestMaterial.Ec.ToVaultText().Reveal(), Encoding.Unicode);

        using var material = KeyMaterialReader.FromFiles(path, null, null);

        Assert.Equal(TestMaterial.Ec.Certificate, material.Certificate);
    }

    [Fact]
    public void Issuers_in_the_file_are_passed_over()
    {
        var text = TestMaterial.Rsa.Certificate.ExportCertificatePem() + "\n" + TestMaterial.Ec.ToVaultText().Reveal();

        using var material = KeyMaterialReader.FromFiles(_folder.Write("chain.pem", text), null, null);

        Assert.Equal(TestMaterial.Ec.Certificate, material.Certificate);
    }

    [Fact]
    public void A_certificate_of_the_users_store_is_found_by_its_thumbprint()
    {
        const string storeName = "KsefToolsTests";
        using var store = new X509Store(storeName, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        using var withKey = TestMaterial.Ec.Certificate.CopyWithPrivateKey((ECDsa)TestMaterial.Ec.Key.Key);
        store.Add(withKey);
        try
        {
            var shown =
                "\u200e"
                + string.Join(' ', withKey.Thumbprint.ToLowerInvariant().Chunk(2).Select(pair => new string(pair)));

            using var material = KeyMaterialReader.FromStore(shown, storeName);

            Assert.True(material.Key.Matches(TestMaterial.Ec.Certificate));
        }
        finally
        {
            store.Remove(withKey);
        }
    }

    [Fact]
    public void A_thumbprint_that_no_store_knows_is_not_found() =>
        Assert.Equal(
            KeyMaterialFailure.NotFound,
            TestMaterial.FailureOf(() => KeyMaterialReader.FromStore(new string('A', 40), "KsefToolsTestsAbsent"))
        );

    [Fact]
    public void A_wrong_password_of_a_PFX_is_called_that()
    {
        var path = _folder.Write("seal.pfx", KeyMaterialExport.ToPfx(TestMaterial.Ec, TestMaterial.Password));

        Assert.Equal(KeyMaterialFailure.WrongPassword, FailureOf(path, null, new SecretText("other")));
    }

    [Fact]
    public void A_wrong_password_of_a_key_is_called_that_whatever_bytes_it_happens_to_yield()
    {
        // One wrong password in about 250 gives a padding that looks right, and then the platform speaks of corrupt
        // data.
        var encrypted = TestMaterial.Ec.Key.Key.ExportEncryptedPkcs8PrivateKeyPem(
            TestMaterial.Password.Reveal(),
            new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)
        );
        var bytes = Encoding.ASCII.GetBytes(encrypted);

        var failures = Enumerable
            .Range(0, 2000)
            .Select(number =>
                TestMaterial.FailureOf(() =>
                    KeyMaterialReader.FromBytes(bytes, new SecretText($"wrong-{number}"), "x.key")
                )
            )
            .Distinct();

        Assert.Equal([KeyMaterialFailure.WrongPassword], failures);
    }

    [Theory]
    [InlineData("pfx")]
    [InlineData("key")]
    public void A_missing_password_is_told_from_a_wrong_one(string kind)
    {
        var path = kind switch
        {
            "pfx" => _folder.Write("seal.pfx", KeyMaterialExport.ToPfx(TestMaterial.Ec, TestMaterial.Password)),
            _ => _folder.Write("seal.pem", KeyMaterialExport.ToPem(TestMaterial.Ec, TestMaterial.Password)),
        };

        Assert.Equal(KeyMaterialFailure.PasswordMissing, FailureOf(path, null, null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_PFX_without_a_password_is_read_without_one(string? exportedWith)
    {
        using var withKey = TestMaterial.Ec.Certificate.CopyWithPrivateKey((ECDsa)TestMaterial.Ec.Key.Key);
        var path = _folder.Write("seal.pfx", withKey.Export(X509ContentType.Pkcs12, exportedWith));

        using var material = KeyMaterialReader.FromFiles(path, null, null);

        Assert.Equal(TestMaterial.Ec.Certificate, material.Certificate);
    }

    [Fact]
    public void A_swapped_key_of_the_same_algorithm_is_a_mismatch()
    {
        using var other = KeyPair.Generate(KeyAlgorithm.Ec);
        var certificate = _folder.Write("seal.crt", TestMaterial.Ec.Certificate.ExportCertificatePem());
        var key = _folder.Write("other.key", other.ExportPem());

        Assert.Equal(KeyMaterialFailure.KeyMismatch, FailureOf(certificate, key, null));
    }

    [Fact]
    public void An_EC_key_beside_an_RSA_certificate_is_named_so_and_no_password_is_blamed()
    {
        var certificate = _folder.Write("rsa.crt", TestMaterial.Rsa.Certificate.ExportCertificatePem());
        var key = _folder.Write("ec.key", KeyMaterialExport.ToKeyPem(TestMaterial.Ec, TestMaterial.Password));

        Assert.Equal(KeyMaterialFailure.KeyOfOtherAlgorithm, FailureOf(certificate, key, TestMaterial.Password));
    }

    [Fact]
    public void A_certificate_alone_asks_for_the_key() =>
        Assert.Equal(
            KeyMaterialFailure.KeyMissing,
            FailureOf(_folder.Write("alone.crt", TestMaterial.Ec.Certificate.ExportCertificatePem()), null, null)
        );

    [Fact]
    public void A_key_alone_asks_for_the_certificate() =>
        Assert.Equal(
            KeyMaterialFailure.CertificateMissing,
            FailureOf(_folder.Write("alone.pem", TestMaterial.Ec.Key.ExportPem()), null, null)
        );

    [Fact]
    public void Two_certificates_of_one_key_need_a_decision()
    {
        using var renewed = TestMaterial.Issue(TestMaterial.Ec.Key, "CCK KSeF", X509KeyUsageFlags.DigitalSignature);
        var path = _folder.Write(
            "two.pem",
            renewed.ExportCertificatePem() + "\n" + TestMaterial.Ec.ToVaultText().Reveal()
        );

        Assert.Equal(KeyMaterialFailure.SeveralCertificates, FailureOf(path, null, null));
    }

    [Fact]
    public void Two_keys_need_a_decision()
    {
        var path = _folder.Write(
            "two.pem",
            TestMaterial.Rsa.Key.ExportPem() + "\n" + TestMaterial.Ec.ToVaultText().Reveal()
        );

        Assert.Equal(KeyMaterialFailure.SeveralKeys, FailureOf(path, null, null));
    }

    [Fact]
    public void Anything_else_is_unreadable() =>
        Assert.Equal(
            KeyMaterialFailure.Unreadable,
            FailureOf(_folder.Write("notes.txt", "Hasło mam w szufladzie."), null, null)
        );

    [Fact]
    public void A_truncated_key_is_unreadable_rather_than_wrongly_unlocked()
    {
        var encrypted = TestMaterial.Ec.Key.Key.ExportEncryptedPkcs8PrivateKey(
            TestMaterial.Password.Reveal(),
            new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)
        );
        var path = _folder.Write("cut.key", PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", encrypted.AsSpan(0, 100)));

        Assert.Equal(KeyMaterialFailure.Unreadable, FailureOf(path, null, TestMaterial.Password));
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_found() =>
        Assert.Equal(KeyMaterialFailure.NotFound, FailureOf(_folder.PathOf("absent.pfx"), null, null));

    [Fact]
    public void A_key_too_short_for_KSeF_is_refused()
    {
        using var weak = RSA.Create(1024);
        var path = _folder.Write("weak.pem", weak.ExportPkcs8PrivateKeyPem());

        Assert.Equal(KeyMaterialFailure.UnsupportedKey, FailureOf(path, null, null));
    }

    [Fact]
    public void A_key_encrypted_by_OpenSSLs_own_old_way_is_named_so()
    {
        var path = _folder.Write(
            "old.key",
            "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END EC "
                + "PRIVATE KEY-----\n"
        );

        Assert.Equal(KeyMaterialFailure.UnsupportedEncryption, FailureOf(path, null, TestMaterial.Password));
    }

    [Fact]
    public void No_sentence_contains_the_password_or_the_key()
    {
        var path = _folder.Write("seal.pfx", KeyMaterialExport.ToPfx(TestMaterial.Ec, TestMaterial.Password));

        var exception = Assert.Throws<KeyMaterialException>(() =>
            KeyMaterialReader.FromFiles(path, null, new SecretText("canary-password"))
        );

        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    private (string Certificate, string Key) PortalFiles(KeyMaterial material) =>
        (
            _folder.Write("biuro.crt", KeyMaterialExport.ToCertificatePem(material)),
            _folder.Write("biuro.key", KeyMaterialExport.ToKeyPem(material, TestMaterial.Password))
        );

    private static KeyMaterialFailure FailureOf(string path, string? keyPath, SecretText? password) =>
        TestMaterial.FailureOf(() => KeyMaterialReader.FromFiles(path, keyPath, password));
}
