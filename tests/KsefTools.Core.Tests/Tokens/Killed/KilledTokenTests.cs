using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Killed;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tests.Tokens.Making;
using KsefTools.Doomed;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Tokens.Killed;

/// <summary>
/// Real processes, ended by SIGKILL after each journal step, before and after each request, and before, in and after
/// each change in the vault. The next process completes what they began: no token stays that only KSeF knows, none goes
/// before its successor is proven, and in between no client is without a token that works.
/// </summary>
public sealed class KilledTokenTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private readonly Dictionary<string, (ConversionBench Bench, ConversionClient Client)> _offices = [];
    private SandboxHost _sandbox = null!;

    public async ValueTask InitializeAsync() =>
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock, Configure = ByPolls.Configure });

    public async ValueTask DisposeAsync()
    {
        foreach (var (bench, _) in _offices.Values)
            bench.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData(VaultKind.Sound)]
    [InlineData(VaultKind.FirstWriteFailsHavingWritten)]
    public async Task A_new_token_survives_it_at_every_point(VaultKind vault)
    {
        var points = await KillEverywhereAsync(
            "make-token",
            "Created",
            vault,
            NewClient,
            AssertMade,
            _ => Task.CompletedTask
        );

        Assert.Contains("after POST tokens", points);
        Assert.Contains("after writing to the vault", points);
        Assert.Contains("after step 'switched'", points);
    }

    [Theory]
    [InlineData(VaultKind.Sound)]
    [InlineData(VaultKind.FirstWriteFails)]
    public async Task A_rotation_survives_it_at_every_point(VaultKind vault)
    {
        var points = await KillEverywhereAsync(
            "rotate",
            "Rotated",
            vault,
            bench => bench.AddClientFor(ConversionRoute.AlreadyGranted),
            RotationService.AssertRotatedAsync,
            AfterDeathAsync
        );

        Assert.Contains("after POST tokens", points);
        Assert.Contains("after DELETE {number}", points);
        Assert.Contains("after step 'seen dead'", points);
        Assert.Contains("before removing from the vault", points);
    }

    private static ConversionClient NewClient(ConversionBench bench)
    {
        var client = bench.AddClient();
        bench.Grant(client, permissions: Permission.InvoiceRead);
        return client;
    }

    // Made before, where the process died with nothing left to do but to say so: then the next one makes another.
    private static async Task AssertMade(ConversionBench bench, ConversionClient client, string where)
    {
        var named = bench.AccessOf(client).Select(entry => entry.Reference).Order(StringComparer.Ordinal);
        var active = bench.ActiveOf(client);
        Assert.Equal(active.Select(token => token.ReferenceNumber).Order(StringComparer.Ordinal), named);
        Assert.True(active.Count is 1 || where.Contains("'finished'", StringComparison.Ordinal), where);
        var kept = await bench.Vault.ListAsync(ConversionBench.VaultName, TestContext.Current.CancellationToken);
        Assert.Equal(active.Count, kept.Count(name => name.Contains(client.Nip, StringComparison.Ordinal)));
    }

    private async Task AfterDeathAsync(string folder)
    {
        var (bench, client) = _offices[folder];
        await RotationService.AssertKeptAsync(bench, client, new DoomedFolder(folder).Points[^1]);
    }

    /// <summary>Kills one process at each point, each with a client of its own, and has each done again.</summary>
    /// <returns>The points.</returns>
    private async Task<IReadOnlyList<string>> KillEverywhereAsync(
        string operation,
        string done,
        VaultKind vault,
        Func<ConversionBench, ConversionClient> client,
        Func<ConversionBench, ConversionClient, string, Task> assert,
        Func<string, Task> afterDeath
    )
    {
        var doom = new Doom(works => Order(operation, vault, works), afterDeath);
        var points = await doom.PointsAsync(NewOffice(client));
        var folders = points.Select(_ => NewOffice(client)).ToList();

        await doom.KillAsync([.. folders.Select((folder, point) => new DoomedWork(folder, point))]);
        var outcomes = await doom.FinishAsync(folders);

        foreach (var ((point, folder), outcome) in points.Zip(folders).Zip(outcomes))
        {
            var where = $"{outcome}, killed {point}";
            Assert.True(outcome == done, where);
            var (bench, killed) = _offices[folder];
            await assert(bench, killed, where);
        }
        return points;
    }

    private string NewOffice(Func<ConversionBench, ConversionClient> client)
    {
        var bench = new ConversionBench(_sandbox, _clock, _offices.Count, path => new DoomedFolder(path).Vault);
        _offices.Add(bench.Folder, (bench, client(bench)));
        return bench.Folder;
    }

    private DoomedOrder Order(string operation, VaultKind vault, IReadOnlyList<DoomedWork> works) =>
        new()
        {
            Operation = operation,
            Ksef = _sandbox.BaseAddress,
            Now = _clock.GetUtcNow(),
            Vault = vault,
            Works = works,
        };
}
