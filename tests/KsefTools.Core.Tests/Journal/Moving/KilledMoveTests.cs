using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal.Moving;
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

namespace KsefTools.Core.Tests.Journal.Moving;

/// <summary>
/// Real processes, ended by SIGKILL at every point of a move to another vault: at each moment the profile names a place
/// that has the token, the office says what was interrupted, and the next process completes it.
/// </summary>
public sealed class KilledMoveTests : IDisposable
{
    private const string Former = "KsefVault";
    private const string Other = "OtherVault";

    private static readonly Nip Client = OfficeBench.NipNumber(1);

    private readonly TemporaryFolder _root = new("ksef-killed-move-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(VaultKind.Sound)]
    [InlineData(VaultKind.FirstWriteFails)]
    [InlineData(VaultKind.FirstWriteFailsHavingWritten)]
    public async Task Whatever_point_a_process_dies_at_nothing_is_lost_and_the_next_one_completes_it(VaultKind vault)
    {
        var doom = new Doom(works => Order(vault, works), path => AssertKeptAsync(new DoomedFolder(path)));
        var points = await doom.PointsAsync(await NewFolderAsync("whole"));
        List<string> folders = [];
        foreach (var (index, _) in points.Index())
            folders.Add(await NewFolderAsync($"point-{index}"));

        await doom.KillAsync([.. folders.Select((folder, point) => new DoomedWork(folder, point))]);

        Assert.Contains("while writing to the vault", points);
        Assert.Contains("after step 'switched'", points);
        Assert.Contains("before removing from the vault", points);
        foreach (var (point, path) in points.Zip(folders))
            await AssertCompletedAsync(new DoomedFolder(path), point);
    }

    private static DoomedOrder Order(VaultKind vault, IReadOnlyList<DoomedWork> works) =>
        new()
        {
            Operation = "move",
            Ksef = new Uri("http://127.0.0.1:9/v2"),
            Now = DateTimeOffset.UtcNow,
            Vault = vault,
            Works = works,
        };

    private async Task<string> NewFolderAsync(string name)
    {
        var path = Directory.CreateDirectory(Path.Join(_root.Path, name)).FullName;
        var folder = new DoomedFolder(path);
        var office = folder.NewOffice();
        office.Profiles.Create(new ClientProfile { Nip = Client, Name = "Klient" });
        Assert.True(TokenText.TryParse(new SecretText(ImportBench.Token(1, Client)), out var token));
        var (secret, _) = await new TokenKeeper(
            office,
            folder.Vault,
            SecretHomes.ByName,
            TimeProvider.System
        ).StoreAsync(new TokenToKeep(Client, token, Replaces: null), Cancel);
        await File.WriteAllTextAsync(folder.SheetPath, $"{Client}\n{secret.Name}\n", Cancel);
        return path;
    }

    /// <summary>The token is where the profile says; what is left besides is told with the next command.</summary>
    private static async Task AssertKeptAsync(DoomedFolder folder)
    {
        var (named, places) = await StateAsync(folder);
        Assert.Contains(named, places);
        if (places.Count == 1)
            return;
        var issues = await new OfficeLint(OfficeFolder.Open(folder.OfficePath), folder.Vault).RunAsync(Cancel);
        Assert.Contains(
            issues,
            issue =>
                issue is { Code: OfficeIssueCode.InterruptedRun, Remedy: { } remedy }
                && remedy.StartsWith($"Move-KsefCredential -Nip {Client} ", StringComparison.Ordinal)
        );
    }

    private static async Task AssertCompletedAsync(DoomedFolder folder, string point)
    {
        var secret = (await File.ReadAllLinesAsync(folder.SheetPath, Cancel))[1];
        var office = OfficeFolder.Open(folder.OfficePath);
        var move = new SecretMove(office, folder.Vault, TimeProvider.System);

        var kept = await move.MoveAsync(new SecretAddress(Former, secret), Other, Client.Value, Cancel);

        var (named, places) = await StateAsync(folder);
        Assert.True(named == Other && places.SequenceEqual([Other]), $"killed {point}: {named}, {places.Count}");
        Assert.Empty(kept);
        Assert.Empty(await new OfficeLint(OfficeFolder.Open(folder.OfficePath), folder.Vault).RunAsync(Cancel));
    }

    /// <summary>Which vault the profile names, and which have the client's token.</summary>
    private static async Task<(string Named, IReadOnlyList<string> Places)> StateAsync(DoomedFolder folder)
    {
        var office = OfficeFolder.Open(folder.OfficePath);
        var entry = Assert.Single(office.Profiles.Read(Client)!.Profile!.Access);
        var found = await folder.Vault.ReadAsync(
            [new SecretAddress(Former, entry.Secret!), new SecretAddress(Other, entry.Secret!)],
            Cancel
        );
        Assert.All(found.Values, text => Assert.Equal(ImportBench.Token(1, Client), text.Reveal()));
        return (entry.Vault ?? Former, [.. found.Keys.Select(place => place.Vault!)]);
    }
}
