using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Signing;

/// <summary>
/// A process that takes a signature back is killed at every point of its work: the next ones end it, at the cost of one
/// more signature at most.
/// </summary>
public sealed class NothingIsLostInSigningTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private int _offices;

    public async ValueTask InitializeAsync() =>
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });

    public async ValueTask DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_survives_a_kill_at_any_point(bool isLate)
    {
        var points = await RunAsync(diesAt: null, isEnrolment: false, isLate);

        Assert.Contains("after step 'signed in'", points);
        for (var point = 0; point < points.Count; point++)
            await RunAsync(point, isEnrolment: false, isLate);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_enrolment_survives_a_kill_at_any_point(bool isLate)
    {
        var points = await RunAsync(diesAt: null, isEnrolment: true, isLate);

        Assert.Contains("after step 'enrolled'", points);
        for (var point = 0; point < points.Count; point++)
            await RunAsync(point, isEnrolment: true, isLate);
    }

    [Fact]
    public async Task A_session_that_was_kept_just_before_a_kill_takes_no_second_signature()
    {
        using var bench = new SigningBench(_sandbox, _clock, _offices++ % 900);
        using (var issuer = bench.Start())
            bench.Sign((await issuer.IssueAsync(bench.SealOrder))[0]);
        // What is written once KSeF has given the session, and before anything but the session is kept.
        var written = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point.Contains("redeem", StringComparison.Ordinal))
                    written = bench.ReadState();
            },
        };
        using (var first = bench.Start(fate))
            Assert.Equal(SigningOutcome.SignedIn, Assert.Single(await first.CompleteAsync()).Outcome);
        bench.WriteState(written);

        Assert.Equal(0, await UntilDoneAsync(bench, new Fate()));

        using var later = bench.Start();
        Assert.NotNull(await later.FindAsync(bench.SealOrder));
    }

    private async Task<IReadOnlyList<string>> RunAsync(int? diesAt, bool isEnrolment, bool isLate)
    {
        using var bench = new SigningBench(_sandbox, _clock, _offices++ % 900);
        var order = isEnrolment ? bench.EnrolmentOrder : bench.SealOrder;
        using (var issuer = bench.Start())
            bench.Sign((await issuer.IssueAsync(order))[0]);
        if (isLate)
            _clock.Advance(TimeSpan.FromMinutes(11));
        var fate = new Fate(diesAt);
        var signatures = await UntilDoneAsync(bench, fate);

        var where = fate.Points.Count > 0 ? $"killed {fate.Points[^1]}" : "never killed";
        Assert.True(signatures <= (isLate ? 2 : 1), $"{signatures} more signatures: {where}");
        if (isEnrolment)
        {
            Assert.True(bench.Base.Issued.Count == 1, $"{bench.Base.Issued.Count} certificates: {where}");
            Assert.Empty(await bench.Base.KeylessAsync());
            Assert.True(bench.Base.Named is not null, where);
        }
        else
        {
            using var later = bench.Start();
            Assert.True(await later.FindAsync(bench.SealOrder) is not null, where);
        }
        return fate.Points;
    }

    /// <summary>Starts processes and signs what they write again, until nothing is left to do.</summary>
    /// <returns>How many more signatures it took.</returns>
    private static async Task<int> UntilDoneAsync(SigningBench bench, Fate fate)
    {
        var signatures = 0;
        for (var attempts = 0; attempts < 8; attempts++)
        {
            using var process = bench.Start(fate);
            try
            {
                var results = await process.CompleteAsync();
                if (results.Any(IsDone))
                    return signatures;
                var unsigned = results.Select(ToSign).OfType<string>().ToList();
                Assert.True(
                    unsigned.Count > 0 || results.Any(result => result.Outcome is SigningOutcome.Failed),
                    string.Join("; ", results.Select(result => $"{result.Outcome} {result.Reason}"))
                );
                foreach (var path in unsigned.Take(1))
                    bench.Sign(path);
                signatures += Math.Min(unsigned.Count, 1);
            }
            catch (SimulatedDeathException)
            {
                fate = new Fate();
            }
        }
        throw new InvalidOperationException("Not done after several processes.");
    }

    private static string? ToSign(KsefSigningResult result) =>
        result.Outcome is SigningOutcome.Waiting ? result.Path : result.Reissued?.Path;

    private static bool IsDone(KsefSigningResult result) =>
        result.Outcome is SigningOutcome.SignedIn or SigningOutcome.Enrolled or SigningOutcome.AlreadyAnswered;
}
