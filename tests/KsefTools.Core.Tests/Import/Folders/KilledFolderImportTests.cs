using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Core.Tests.Certificates.Killed;
using KsefTools.Doomed;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Import.Folders;

/// <summary>
/// Real processes, ended by SIGKILL at every point of an import of certificate files: no profile names a key that the
/// vault lacks, no file of the folder is touched, and the second import has all of it.
/// </summary>
public sealed class KilledFolderImportTests : IDisposable
{
    private static readonly Nip New = FolderBench.Client(1);
    private static readonly Nip Known = FolderBench.Client(2);

    private readonly TemporaryFolder _root = new("ksef-killed-folder-");
    private readonly Dictionary<Nip, string> _files = [];

    public KilledFolderImportTests()
    {
        foreach (var nip in (Nip[])[New, Known])
        {
            using var seal = FolderBench.Seal(nip);
            _files[nip] = seal.ToVaultText().Reveal();
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(VaultKind.Sound)]
    [InlineData(VaultKind.FirstWriteFails)]
    [InlineData(VaultKind.FirstWriteFailsHavingWritten)]
    public async Task Whatever_point_a_process_dies_at_no_key_is_lost_and_the_next_import_completes_it(VaultKind vault)
    {
        var doom = new Doom(works => Order(vault, works), path => AssertWholeAsync(new DoomedFolder(path)));
        var points = await doom.PointsAsync(NewFolder("whole"));
        var folders = points.Index().Select(point => NewFolder($"point-{point.Index}")).ToList();

        await doom.KillAsync([.. folders.Select((folder, point) => new DoomedWork(folder, point))]);

        Assert.Contains("while writing to the vault", points);
        await doom.FinishAsync(folders);
        foreach (var (point, path) in points.Zip(folders))
            await AssertCompletedAsync(new DoomedFolder(path), point);
    }

    private static DoomedOrder Order(VaultKind vault, IReadOnlyList<DoomedWork> works) =>
        new()
        {
            Operation = "import-folder",
            Ksef = new Uri("http://127.0.0.1:9/v2"),
            Now = TestMaterial.Now,
            Vault = vault,
            Works = works,
        };

    private string NewFolder(string name)
    {
        var path = Directory.CreateDirectory(Path.Join(_root.Path, name)).FullName;
        var folder = new DoomedFolder(path);
        var office = folder.NewOffice("test");
        office.Profiles.Create(new ClientProfile { Nip = Known, Name = "Klient" });
        Directory.CreateDirectory(folder.CertificatesPath);
        foreach (var (nip, text) in _files)
            File.WriteAllText(FileOf(folder, nip), text);
        return path;
    }

    private static string FileOf(DoomedFolder folder, Nip nip) => Path.Join(folder.CertificatesPath, $"{nip}.pem");

    /// <summary>What a profile names is in the vault as in the folder, and the folder has all of it still.</summary>
    private async Task AssertWholeAsync(DoomedFolder folder)
    {
        foreach (var nip in _files.Keys)
        {
            Assert.Equal(_files[nip], await File.ReadAllTextAsync(FileOf(folder, nip), Cancel));
            var read = OfficeFolder.Open(folder.OfficePath).Profiles.Read(nip);
            Assert.True(read is null or { Profile: not null }, $"{nip} has half a file");
            foreach (var entry in read?.Profile?.Access ?? [])
            {
                var address = new SecretAddress("KsefVault", entry.Secret!);
                var lying = Assert.Single(await folder.Vault.ReadAsync([address], Cancel)).Value;
                using var kept = KeyMaterial.FromVaultText(lying);
                using var given = KeyMaterial.FromVaultText(new SecretText(_files[nip]));
                Assert.Equal(given.Details.Fingerprint, kept.Details.Fingerprint);
                Assert.Equal(entry.Serial, kept.Details.SerialNumber);
            }
        }
    }

    private async Task AssertCompletedAsync(DoomedFolder folder, string point)
    {
        await AssertWholeAsync(folder);
        var office = OfficeFolder.Open(folder.OfficePath);
        Assert.All(
            _files.Keys,
            nip => Assert.True(office.Profiles.Read(nip)?.Profile?.Access.Count == 1, $"killed {point}: {nip}")
        );
        Assert.Equal(_files.Count, (await folder.Vault.ListAsync("KsefVault", Cancel)).Count);
    }
}
