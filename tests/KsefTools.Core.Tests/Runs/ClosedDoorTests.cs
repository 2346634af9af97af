using KsefTools.Core.Runs;
using KsefTools.Core.Secrets;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Lighthouse;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Runs;

/// <summary>A vault that is locked and a KSeF that is away: told once, by an exit code of its own.</summary>
public sealed class ClosedDoorTests
{
    [Fact]
    public async Task A_locked_vault_is_one_outcome_and_no_client_is_called_broken()
    {
        await using var bench = await RunBench.CreateAsync();

        var locked = new FatefulVault(bench.Demo.Vault)
        {
            Handling = VaultHandlings.Fail(
                new SecretVaultException(SecretVaultFailure.Locked, null, "the vault is locked")
            ),
        };

        var (results, summary) = await bench.RunAsync(vault: locked);

        Assert.Equal((AuditOutcome.VaultUnavailable, 3), (summary.Outcome, summary.ExitCode));
        Assert.Equal(0, summary.Critical);
        Assert.Equal(summary.Clients, results.Count(result => result.Area is AuditArea.Credential));
        Assert.DoesNotContain(results, result => result.Area is AuditArea.Ksef);
        Assert.NotNull(summary.Reason);
    }

    [Theory]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Unavailable)]
    [InlineData(FaultKind.NoAnswer)]
    public async Task A_KSeF_that_is_away_is_one_outcome_and_the_status_page_is_asked_once(FaultKind kind)
    {
        await using var bench = await RunBench.CreateAsync(
            attempt: kind is FaultKind.NoAnswer ? TimeSpan.FromSeconds(2) : null
        );
        bench.Demo.Host.Main.Settings.Lighthouse = LighthouseStatus.Failure;
        bench.Demo.Host.Main.Settings.LighthouseText = "do 18:00";
        bench.Demo.Host.Main.Faults.Add(new FaultRule(kind));

        var (results, summary) = await bench.RunAsync();

        Assert.Equal((AuditOutcome.KsefOutage, 5), (summary.Outcome, summary.ExitCode));
        Assert.Contains("do 18:00", summary.Reason, StringComparison.Ordinal);
        Assert.Equal(1, bench.Demo.Host.Main.LighthouseVisits);
        Assert.Equal(0, summary.Critical);
        Assert.Equal(summary.Clients, summary.Unknown);
        Assert.Single(results, result => result.Area is AuditArea.Ksef);
    }

    [Theory]
    [InlineData(LighthouseStatus.Dead)]
    [InlineData(LighthouseStatus.Available)]
    public async Task A_status_page_that_is_dead_or_announces_nothing_is_no_outage(LighthouseStatus page)
    {
        await using var bench = await RunBench.CreateAsync();
        bench.Demo.Host.Main.Settings.Lighthouse = page;
        bench.Demo.Host.Main.Faults.Add(new FaultRule(FaultKind.Reset));

        var (_, summary) = await bench.RunAsync();

        Assert.Equal((AuditOutcome.KsefSilent, 4), (summary.Outcome, summary.ExitCode));
    }

    [Fact]
    public async Task An_outage_that_begins_under_way_is_seen_at_the_end()
    {
        await using var bench = await RunBench.CreateAsync();
        bench.Demo.Host.Main.Settings.Lighthouse = LighthouseStatus.TotalFailure;
        var run = bench.NewRun();
        var results = new List<KsefAuditResult>();
        var options = new RunOptions { ThrottleLimit = 1 };
        await foreach (var result in run.RunAsync(options, TestContext.Current.CancellationToken))
        {
            results.Add(result);
            if (results.Count(one => one.Area is AuditArea.Credential) == 3)
                bench.Demo.Host.Main.Faults.Add(new FaultRule(FaultKind.Reset));
        }

        Assert.Equal(AuditOutcome.KsefOutage, run.Summary!.Outcome);
        Assert.Equal(run.Summary.Clients, results.Count(result => result.Area is AuditArea.Credential));
    }

    [Fact]
    public async Task A_status_page_of_a_stranger_is_not_taken()
    {
        await using var bench = await RunBench.CreateAsync();
        var settings = bench.Office.SettingsPath;
        var text = await File.ReadAllTextAsync(settings, TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(
            settings,
            text.Replace(
                bench.Demo.Host.StatusPage.AbsoluteUri,
                "https://stranger.example/status",
                StringComparison.Ordinal
            ),
            TestContext.Current.CancellationToken
        );

        Assert.Throws<Core.Office.OfficeFileException>(bench.Demo.Reopen);
    }
}
