using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Certificates.Keeping;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Certificates.Keeping;

/// <summary>What is in the file of a certificate that leaves the vault, and what it may replace.</summary>
public sealed class HandoutFormatsTests : IAsyncLifetime
{
    private const string Password = "Bezpieczne-2027";

    private static readonly SecretAddress Seal = new("KsefVault", "seal");

    private readonly OfficeBench _bench = new();
    private readonly TemporaryFolder _folder = new();
    private readonly InMemoryVault _vault = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        await _vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [Seal] = TestMaterial.Ec.ToVaultText() },
            Cancel
        );

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        _bench.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_PEM_file_holds_the_certificate_and_its_key_under_the_password()
    {
        await WriteAsync(CertificateFileFormat.Pem);

        var text = await File.ReadAllTextAsync(_folder.PathOf("seal"), Cancel);
        using var read = X509Certificate2.CreateFromEncryptedPem(text, text, Password);
        Assert.Equal(TestMaterial.Ec.Details.Fingerprint, read.GetCertHashString(HashAlgorithmName.SHA256));
        Assert.True(read.HasPrivateKey);
    }

    [Fact]
    public async Task A_PFX_file_holds_the_certificate_and_its_key_under_the_password()
    {
        await WriteAsync(CertificateFileFormat.Pfx);

        using var read = X509CertificateLoader.LoadPkcs12FromFile(_folder.PathOf("seal"), Password);
        Assert.Equal(TestMaterial.Ec.Details.Fingerprint, read.GetCertHashString(HashAlgorithmName.SHA256));
        Assert.True(read.HasPrivateKey);
    }

    [Fact]
    public async Task A_file_that_may_be_replaced_is_and_its_record_is_at_its_end()
    {
        _folder.Write("seal", "old"u8.ToArray());

        await WriteAsync(CertificateFileFormat.Pem, overwrite: true);

        Assert.Contains("PRIVATE KEY", await File.ReadAllTextAsync(_folder.PathOf("seal"), Cancel));
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task A_secret_that_is_gone_leaves_nothing_behind()
    {
        await _vault.RemoveAsync([Seal], Cancel);

        await Assert.ThrowsAsync<KeyMaterialException>(() => WriteAsync(CertificateFileFormat.Pem));

        Assert.False(File.Exists(_folder.PathOf("seal")));
        Assert.Empty(JournalReader.ReadAll(_bench.Office, [OperationKind.Export]));
    }

    private Task<CertificateDetails> WriteAsync(CertificateFileFormat format, bool overwrite = false) =>
        new CertificateHandout(_bench.Office, _vault, TestMaterial.Clock).WriteAsync(
            new HandoutOrder(Seal, _folder.PathOf("seal"), format, overwrite),
            new SecretText(Password),
            Cancel
        );
}
