using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>
/// A process is killed at every point of a rotation: after each journal step, before and after each request, before and
/// after each change in the vault. At no moment is the client without a token that works.
/// </summary>
public sealed class NothingIsLostInRotationTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private int _offices;

    public async ValueTask InitializeAsync() =>
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });

    public async ValueTask DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_kill_at_any_point_is_survived()
    {
        var points = await RunAsync(diesAt: null);

        Assert.Contains("after POST tokens", points);
        Assert.Contains("after step 'revoking'", points);
        for (var point = 0; point < points.Count; point++)
            await RunAsync(point);
    }

    private async Task<IReadOnlyList<string>> RunAsync(int? diesAt)
    {
        using var bench = new ConversionBench(_sandbox, _clock, _offices++);
        var client = bench.AddClientFor(ConversionRoute.AlreadyGranted);
        var fate = new Fate(diesAt);

        var current = fate;
        for (var attempts = 0; ; attempts++)
        {
            Assert.True(attempts < 4, $"Not done after several processes, {At(fate)}.");
            try
            {
                var result = await bench.MakeAsync(bench.RotationOf(client), fate: current);
                if (!current.HasStruck)
                {
                    Assert.True(
                        result.Outcome is TokenOutcome.Rotated,
                        $"{result.Outcome} {result.Reason}: {At(fate)}"
                    );
                    break;
                }
            }
            catch (SimulatedDeathException)
            {
                // As far as this process is concerned.
            }
            await RotationService.AssertKeptAsync(bench, client, At(fate));
            current = new Fate();
        }
        await RotationService.AssertRotatedAsync(bench, client, At(fate));
        return fate.Points;
    }

    private static string At(Fate fate) => fate.Points.Count > 0 ? $"killed {fate.Points[^1]}" : "never killed";
}
