using KsefTools.Core.Identifiers;
using KsefTools.Core.Lint;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;
using KsefTools.Core.Tests.Certificates.Killed;
using KsefTools.Core.Tests.Import;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tokens;
using KsefTools.Doomed;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Tokens;

/// <summary>
/// Real processes, ended by SIGKILL at every point of storing a token over another: the office says so, and the next
/// command that stores one completes it.
/// </summary>
public sealed class KilledStoringTests : IDisposable
{
    private static readonly Nip Client = OfficeBench.NipNumber(1);
    private static readonly Nip Another = OfficeBench.NipNumber(2);

    private readonly TemporaryFolder _root = new("ksef-killed-storing-");

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_point_a_process_dies_at_the_next_one_makes_vault_and_profile_agree(bool replaces)
    {
        var doom = new Doom(Order, path => AssertToldAsync(new DoomedFolder(path), replaces));
        var points = await doom.PointsAsync(await NewFolderAsync("whole", replaces));
        List<string> folders = [];
        foreach (var (index, _) in points.Index())
            folders.Add(await NewFolderAsync($"point-{index}", replaces));

        await doom.KillAsync([.. folders.Select((folder, point) => new DoomedWork(folder, point))]);

        Assert.Contains("while writing to the vault", points);
        Assert.Contains("after step 'stored'", points);
        foreach (var (point, folder) in points.Zip(folders))
            await AssertCompletedAsync(new DoomedFolder(folder), point);
    }

    private DoomedOrder Order(IReadOnlyList<DoomedWork> works) =>
        new()
        {
            Operation = "store",
            Ksef = new Uri("http://127.0.0.1:9/v2"),
            Now = DateTimeOffset.UtcNow,
            Works = works,
        };

    private async Task<string> NewFolderAsync(string name, bool replaces)
    {
        var path = Directory.CreateDirectory(Path.Join(_root.Path, name)).FullName;
        var folder = new DoomedFolder(path);
        var office = folder.NewOffice();
        foreach (var nip in (Nip[])[Client, Another])
            office.Profiles.Create(new ClientProfile { Nip = nip, Name = $"K {nip}" });
        if (replaces)
            await StoreAsync(folder, Client, 1);
        await File.WriteAllTextAsync(folder.SheetPath, ImportBench.Token(2, Client));
        return path;
    }

    private static async Task StoreAsync(DoomedFolder folder, Nip nip, int number)
    {
        Assert.True(TokenText.TryParse(new SecretText(ImportBench.Token(number, nip)), out var token));
        await new TokenKeeper(
            OfficeFolder.Open(folder.OfficePath),
            folder.Vault,
            SecretHomes.ByName,
            TimeProvider.System
        ).StoreAsync(new TokenToKeep(nip, token, Replaces: null), TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// The former token with its profile, the new one with its own, or an issue that names the client's next command.
    /// </summary>
    private static async Task AssertToldAsync(DoomedFolder folder, bool replaces)
    {
        var (named, lying) = await StateAsync(folder);
        var issues = await new OfficeLint(OfficeFolder.Open(folder.OfficePath), folder.Vault).RunAsync(default);
        if (named == lying)
        {
            Assert.True(lying is not null || !replaces);
            return;
        }
        Assert.Contains(
            issues,
            issue =>
                issue is { Code: OfficeIssueCode.InterruptedRun, Remedy: { } remedy }
                && remedy.StartsWith($"Set-KsefCredential -Nip {Client} ", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            issues,
            issue => issue.Remedy?.StartsWith("Remove-Secret", StringComparison.Ordinal) ?? false
        );
    }

    private static async Task AssertCompletedAsync(DoomedFolder folder, string point)
    {
        await StoreAsync(folder, Another, 3);

        var (named, lying) = await StateAsync(folder);
        Assert.True(named == lying, $"killed {point}: the profile says {named}, the vault has {lying}");
        var issues = await new OfficeLint(OfficeFolder.Open(folder.OfficePath), folder.Vault).RunAsync(default);
        Assert.True(issues.Count == 0, $"killed {point}: {string.Join("; ", issues)}");
    }

    /// <summary>The number that the profile says, and that of the token in the vault.</summary>
    private static async Task<(string? Named, string? Lying)> StateAsync(DoomedFolder folder)
    {
        var office = OfficeFolder.Open(folder.OfficePath);
        var entry = office.Profiles.Read(Client)!.Profile!.Access.SingleOrDefault();
        var address = new SecretAddress("KsefVault", SecretNames.ForToken("production", Client, office.Id));
        var found = await folder.Vault.ReadAsync([address], default);
        return (entry?.Reference, found.TryGetValue(address, out var text) ? text.Reveal()[..36] : null);
    }
}
