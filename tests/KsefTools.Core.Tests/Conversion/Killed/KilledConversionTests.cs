using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Killed;
using KsefTools.Doomed;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Conversion.Killed;

/// <summary>
/// Real processes, ended by SIGKILL after each journal step, before and after each request, and before and after each
/// change in the vault. The next process completes what they began; in between no client is without a credential that
/// works.
/// </summary>
public sealed class KilledConversionTests : IAsyncLifetime
{
    private static readonly string[] Ends = ["Converted", "AlreadyConverted"];

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
    [InlineData(ConversionRoute.AlreadyGranted, "switched")]
    [InlineData(ConversionRoute.ByToken, "grant sent")]
    public async Task A_move_survives_it_at_every_point(ConversionRoute route, string step)
    {
        var points = await KillEverywhereAsync("convert", route, tokenRevoked: false);

        Assert.Contains($"after step '{step}'", points);
    }

    [Theory]
    [InlineData(ConversionRoute.AlreadyGranted)]
    [InlineData(ConversionRoute.ByToken)]
    public async Task A_move_that_revokes_the_token_survives_it_at_every_point(ConversionRoute route)
    {
        var points = await KillEverywhereAsync("convert-and-revoke", route, tokenRevoked: true);

        Assert.Contains("after step 'revoking'", points);
        Assert.Contains("after DELETE {number}", points);
        Assert.Contains("before removing from the vault", points);
        Assert.Contains("after step 'entry removed'", points);
    }

    /// <summary>Kills one process at each point, each with a client of its own, and has each done again.</summary>
    /// <returns>The points.</returns>
    private async Task<IReadOnlyList<string>> KillEverywhereAsync(
        string operation,
        ConversionRoute route,
        bool tokenRevoked
    )
    {
        var doom = new Doom(works => Order(operation, works), AfterDeath);
        var points = await doom.PointsAsync(NewOffice(route));
        var folders = points.Select(_ => NewOffice(route)).ToList();

        await doom.KillAsync([.. folders.Select((folder, point) => new DoomedWork(folder, point))]);
        var outcomes = await doom.FinishAsync(folders);

        foreach (var ((point, folder), outcome) in points.Zip(folders).Zip(outcomes))
        {
            var where = $"{outcome}, killed {point}";
            // Converted before, where the process died with nothing left to do but to say so.
            Assert.Contains(outcome.Replace("AndRevoked", "", StringComparison.Ordinal), Ends);
            var (bench, client) = _offices[folder];
            await ClientService.AssertMovedAsync(bench, client, tokenRevoked, where);
        }
        return points;
    }

    private Task AfterDeath(string folder)
    {
        var (bench, client) = _offices[folder];
        ClientService.AssertKept(bench, client, new DoomedFolder(folder).Points[^1]);
        return Task.CompletedTask;
    }

    private string NewOffice(ConversionRoute route)
    {
        var bench = new ConversionBench(_sandbox, _clock, _offices.Count, path => new DoomedFolder(path).Vault);
        _offices.Add(bench.Folder, (bench, bench.AddClientFor(route)));
        return bench.Folder;
    }

    private DoomedOrder Order(string operation, IReadOnlyList<DoomedWork> works) =>
        new()
        {
            Operation = operation,
            Ksef = _sandbox.BaseAddress,
            Now = _clock.GetUtcNow(),
            Works = works,
        };
}
