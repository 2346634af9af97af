using KsefTools.Core.Conversion;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>
/// A process is killed at every point of a conversion: after each journal step, before and after each request, before
/// and after each change in the vault. At no moment is the client without a credential that works, and no token is
/// revoked before the proof.
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
        var client = bench.AddClientFor(route);
        var fate = new Fate(diesAt);

        await UntilDoneAsync(bench, client, fate);

        var where = fate.Points.Count > 0 ? $"killed {fate.Points[^1]}" : "never killed";
        await ClientService.AssertMovedAsync(bench, client, tokenRevoked: true, where);
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
                if (!current.HasStruck && IsDone(result))
                    return;
            }
            catch (SimulatedDeathException)
            {
                // As far as this process is concerned.
            }
            ClientService.AssertKept(bench, client, fate.Points[^1]);
            current = new Fate();
        }
        throw new InvalidOperationException($"Not done after several processes: {fate.Points[^1]}.");
    }

    private static bool IsDone(KsefConversion result) =>
        result.Outcome is ConversionOutcome.Converted or ConversionOutcome.AlreadyConverted;
}
