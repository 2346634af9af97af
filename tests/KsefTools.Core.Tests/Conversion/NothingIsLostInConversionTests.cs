using KsefTools.Core.Conversion;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>
/// A process is killed at every point of a conversion: after each journal step, before and after each request, before and after each
/// change in the vault. At no moment is the client without a credential that works, and no token is revoked before the proof.
/// </summary>
public sealed class NothingIsLostInConversionTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private int _offices;

    public async ValueTask InitializeAsync() =>
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });

    public async ValueTask DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [InlineData(ConversionRoute.AlreadyGranted)]
    [InlineData(ConversionRoute.ByToken)]
    public async Task A_kill_at_any_point_is_survived(ConversionRoute route)
    {
        var points = await RunAsync(route, diesAt: null);

        Assert.Contains(points, point => point.Contains("step 'switched'", StringComparison.Ordinal));
        for (var point = 0; point < points.Count; point++)
            await RunAsync(route, point);
    }

    /// <summary>Converts one client with a kill, and looks whether all is as it should be.</summary>
    /// <returns>The points at which it can be killed.</returns>
    private async Task<IReadOnlyList<string>> RunAsync(ConversionRoute route, int? diesAt)
    {
        using var bench = new ConversionBench(_sandbox, _clock, _offices++);
        var client =
            route is ConversionRoute.ByToken
                ? bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage)
                : bench.AddClient(Permission.InvoiceRead);
        if (route is ConversionRoute.AlreadyGranted)
            bench.Grant(client, permissions: Permission.InvoiceRead);
        var fate = new Fate(diesAt);

        await UntilDoneAsync(bench, client, fate);

        var where = fate.Points.Count > 0 ? $"killed {fate.Points[^1]}" : "never killed";
        Assert.True(bench.AccessOf(client) is [{ Identity: "seal" }], where);
        Assert.True(bench.World.FindToken(client.Token!)!.Status is not TokenStatus.Active, where);
        Assert.True(bench.GrantsAt(client).Count(grant => grant.Permission is Permission.InvoiceRead) is 1, where);
        Assert.Empty(await bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken));
        return fate.Points;
    }

    private static async Task UntilDoneAsync(ConversionBench bench, ConversionClient client, Fate fate)
    {
        var current = fate;
        for (var attempts = 0; attempts < 4; attempts++)
        {
            using var process = bench.Start(current);
            try
            {
                var result = Assert.Single(
                    await process.ConvertAsync(new ConversionOptions { RevokeToken = true, ThrottleLimit = 1 })
                );
                if (IsDone(result))
                    return;
            }
            catch (SimulatedDeathException)
            {
                // As far as this process is concerned.
            }
            AssertServed(bench, client);
            current = new Fate();
        }
        throw new InvalidOperationException($"Not done after several processes: {fate.Points[^1]}.");
    }

    // A death in process comes out as a failure of this client, with the reason that something unexpected stopped it.
    private static bool IsDone(KsefConversion result) =>
        result is { Outcome: ConversionOutcome.Converted or ConversionOutcome.AlreadyConverted, Reason: null };

    private static void AssertServed(ConversionBench bench, ConversionClient client)
    {
        var access = bench.AccessOf(client);
        var isServedByToken =
            access.Any(entry => entry is { Secret: not null, RetiredOn: null })
            && bench.World.FindToken(client.Token!)!.Status is TokenStatus.Active;
        var isServedByCertificate =
            access.Any(entry => entry.Identity == "seal")
            && bench.GrantsAt(client).Any(grant => grant.Permission is Permission.InvoiceRead);
        Assert.True(isServedByToken || isServedByCertificate, string.Join("; ", access));
    }
}
