using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Api;
using KsefTools.Doomed;
using KsefTools.Doomed.Vault;
using KsefTools.Sandbox.Hosting;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>
/// A process is killed at every point of its work: after each journal step, before and after each request, before and
/// after each change in the vault. The next process completes what it began.
/// </summary>
public abstract class NothingIsLostTests : IAsyncLifetime
{
    private protected ManualClock Clock { get; } = new(DateTimeOffset.UtcNow) { Rushes = true };

    private SandboxHost _sandbox = null!;
    private int _offices;

    public static TheoryData<VaultKind> Vaults => [.. Enum.GetValues<VaultKind>()];

    public async ValueTask InitializeAsync() =>
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = Clock });

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Vaults))]
    public async Task A_kill_at_any_point_is_survived(VaultKind vault)
    {
        var points = await RunAsync(diesAt: null, new Scenario(VaultKind.Sound, TearsJournal: false));

        Assert.Contains($"after {EnrolmentBench.Enrol}", points);
        for (var point = 0; point < points.Count; point++)
            await RunAsync(point, new Scenario(vault, TearsJournal: false));
    }

    [Fact]
    public async Task A_journal_line_that_the_kill_tore_counts_as_not_written()
    {
        var points = await RunAsync(diesAt: null, new Scenario(VaultKind.Sound, TearsJournal: false));
        var steps = points.Index().Where(point => point.Item.Contains("step", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(steps);
        foreach (var (index, _) in steps)
            await RunAsync(index, new Scenario(VaultKind.Sound, TearsJournal: true));
    }

    /// <summary>Does the work in an office of its own, with a kill, and looks whether all is as it should be.</summary>
    /// <returns>The points at which it can be killed.</returns>
    private protected abstract Task<IReadOnlyList<string>> RunAsync(int? diesAt, Scenario scenario);

    private protected EnrolmentBench NewOffice() => new(_sandbox, Clock, _offices++);

    /// <summary>Starts processes until one ends by itself: at most one dies, and a vault fails at most once.</summary>
    private protected static async Task<EnrolmentResult> UntilDoneAsync(
        EnrolmentBench bench,
        Fate fate,
        Scenario scenario,
        Func<EnrolmentProcess, Task<EnrolmentResult>> work
    )
    {
        var current = fate;
        for (var attempts = 0; attempts < 4; attempts++)
        {
            using var process = bench.Start(current, scenario.Make(bench, current));
            try
            {
                return await work(process);
            }
            catch (SimulatedDeathException)
            {
                if (scenario.TearsJournal)
                    Tear(bench);
                current = new Fate();
            }
            catch (SecretVaultException)
            {
                // Its one failure; the next process finds it sound.
            }
            // Even now: no certificate without its key, and what is in use works.
            Assert.Empty(await bench.KeylessAsync());
        }
        throw new InvalidOperationException($"Not done after several processes ({scenario}, {At(fate)}).");
    }

    private static void Tear(EnrolmentBench bench)
    {
        // By its name, which begins with the clock's time. By the file's time two journals can be equally new, for a
        // file system counts in ticks of some milliseconds: then the one of the finished enrolment was torn.
        var journal = Directory
            .EnumerateFiles(Path.Combine(bench.OfficePath, ".state", "journal"))
            .Max(StringComparer.Ordinal)!;
        var text = File.ReadAllText(journal);
        var line = text.TrimEnd('\n').LastIndexOf('\n') + 1;
        File.WriteAllText(journal, text[..(line + ((text.Length - line) / 2))]);
    }

    private protected static string At(Fate fate) =>
        fate.Points.Count > 0 ? $"killed {fate.Points[^1]}" : "never killed";

    internal sealed record Scenario(VaultKind Vault, bool TearsJournal)
    {
        public FatefulVault Make(EnrolmentBench bench, Fate fate) =>
            Vault.Around(bench.Vault, fate, bench.Clock, bench.CountWrite);
    }
}
