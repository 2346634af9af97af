using System.Security.Cryptography.X509Certificates;
using System.Text;
using KsefTools.Core.Files;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Reading;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Keys;

public sealed class KeyMaterialExportTests : IDisposable
{
    private static readonly SecretText Password = new("Tajne-1");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(KeyAlgorithm.Ec)]
    [InlineData(KeyAlgorithm.Rsa)]
    public void The_platform_loads_an_exported_PFX_with_its_key(KeyAlgorithm algorithm)
    {
        var pfx = KeyMaterialExport.ToPfx(TestMaterial.Of(algorithm), Password);

        using var loaded = X509CertificateLoader.LoadPkcs12(pfx, Password.Reveal());

        Assert.True(loaded.HasPrivateKey);
        Assert.Equal(TestMaterial.Of(algorithm).Certificate, loaded);
    }

    [Theory]
    [InlineData(KeyAlgorithm.Ec)]
    [InlineData(KeyAlgorithm.Rsa)]
    public void OpenSSL_opens_an_exported_PFX_and_finds_AES_256_over_SHA_256(KeyAlgorithm algorithm)
    {
        var path = _folder.Write("out.pfx", KeyMaterialExport.ToPfx(TestMaterial.Of(algorithm), Password));

        var output = ExternalProgram.OpenSsl(
            "pkcs12",
            "-in",
            path,
            "-passin",
            "pass:" + Password.Reveal(),
            "-nokeys",
            "-info"
        );

        Assert.Contains(
            "PBES2, PBKDF2, AES-256-CBC, Iteration 210000, PRF hmacWithSHA256",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("MAC: sha256", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyAlgorithm.Ec)]
    [InlineData(KeyAlgorithm.Rsa)]
    public void OpenSSL_opens_an_exported_key_with_the_password_alone(KeyAlgorithm algorithm)
    {
        var path = _folder.Write("out.key", KeyMaterialExport.ToKeyPem(TestMaterial.Of(algorithm), Password));

        ExternalProgram.OpenSsl("pkey", "-in", path, "-passin", "pass:" + Password.Reveal(), "-check", "-noout");
        var (exitCode, _) = ExternalProgram.Run("openssl", "pkey", "-in", path, "-passin", "pass:other", "-noout");

        Assert.NotEqual(0, exitCode);
    }

    [Theory]
    [InlineData("-aes256")]
    [InlineData("-des3")]
    public void Keys_that_OpenSSL_encrypted_are_read(string cipher)
    {
        var plain = _folder.Write("in.pem", TestMaterial.Ec.Key.ExportPem());
        var path = _folder.PathOf("in.key");
        ExternalProgram.OpenSsl(
            "pkcs8",
            "-topk8",
            "-in",
            plain,
            "-out",
            path,
            "-v2",
            cipher[1..],
            "-passout",
            "pass:x"
        );
        var certificate = _folder.Write("in.crt", TestMaterial.Ec.Certificate.ExportCertificatePem());

        using var material = KeyMaterialReader.FromFiles(certificate, path, new SecretText("x"));

        Assert.Equal(TestMaterial.Ec.Certificate, material.Certificate);
    }

    [Fact]
    public void A_key_that_OpenSSL_locked_with_scrypt_is_named_unsupported_and_no_password_is_blamed()
    {
        var plain = _folder.Write("in.pem", TestMaterial.Ec.Key.ExportPem());
        var path = _folder.PathOf("in.key");
        ExternalProgram.OpenSsl("pkcs8", "-topk8", "-in", plain, "-out", path, "-scrypt", "-passout", "pass:x");

        Assert.Equal(
            KeyMaterialFailure.UnsupportedEncryption,
            TestMaterial.FailureOf(() => KeyMaterialReader.FromFiles(path, null, new SecretText("x")))
        );
    }

    [Fact]
    public void An_exported_PEM_shows_no_key_in_the_clear() =>
        Assert.DoesNotContain(
            "BEGIN PRIVATE KEY",
            Encoding.ASCII.GetString(KeyMaterialExport.ToPem(TestMaterial.Ec, Password)),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_empty_password_is_no_password() =>
        Assert.Throws<ArgumentException>(() => KeyMaterialExport.ToPfx(TestMaterial.Ec, new SecretText("")));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_the_owner_may_read_a_written_file_whoever_could_read_the_one_it_replaces(bool replaces)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        var path = _folder.PathOf("out.pfx");
        if (replaces)
            File.WriteAllBytes(path, [9]);

        OwnerOnlyFile.Write(path, [1, 2, 3], overwrite: true);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_only_on_request_and_nothing_else_is_left()
    {
        var path = _folder.Write("out.pfx", [9]);

        Assert.Throws<IOException>(() => OwnerOnlyFile.Write(path, [1, 2, 3], overwrite: false));
        Assert.Equal([9], File.ReadAllBytes(path));
        OwnerOnlyFile.Write(path, [1, 2, 3], overwrite: true);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }
}
