using KsefTools.Core.Runs;
using KsefTools.Core.Runs.Storage;
using KsefTools.Sandbox.Faults;

namespace KsefTools.Core.Tests.Runs;

/// <summary>An audit run of a whole office: what it tells, and what it leaves.</summary>
public sealed class OfficeRunTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_client_gets_the_findings_that_are_true()
    {
        await using var bench = await RunBench.CreateAsync();

        var (results, summary) = await bench.RunAsync();

        foreach (var client in bench.Truth.Clients.Where(client => client.HasProfile))
        {
            var result = Assert.Single(
                results,
                result => result.Area is AuditArea.Credential && result.Nip == client.Nip
            );
            Assert.Equal(
                client.Findings,
                result
                    .Findings.Select(finding => finding.Code)
                    .Where(code => code is not nameof(FindingCode.TokenEndsByLaw))
                    .Order(StringComparer.Ordinal)
            );
        }
        Assert.Equal(AuditOutcome.Completed, summary.Outcome);
        Assert.Equal(bench.Truth.Clients.Count(client => client.HasProfile), summary.Clients);
        Assert.Equal(bench.Truth.Clients.Count(client => client.Status is "Critical"), summary.Critical);
        Assert.Equal(1, summary.ExitCode);
        Assert.Empty(bench.Warnings);
    }

    [Fact]
    public async Task What_it_leaves_reads_back_as_it_was_told()
    {
        await using var bench = await RunBench.CreateAsync();

        var (results, summary) = await bench.RunAsync();

        var kept = bench.Store.Read(summary.RunId);
        Assert.Equal(
            results.Select(result => (result.Area, result.Nip, result.Status, $"{result.Findings}", result.TestedAt)),
            kept.Results.Select(result =>
                (result.Area, result.Nip, result.Status, $"{result.Findings}", result.TestedAt)
            )
        );
        Assert.Equal(summary, Assert.Single(bench.Store.List()));
        Assert.Equal(results.Count + 2, File.ReadLines(Path.Combine(summary.Path!, RunFolder.LogFile)).Count());
    }

    [Fact]
    public async Task A_run_in_which_nothing_is_to_be_typed_and_nothing_announced_reads_back()
    {
        await using var bench = await RunBench.CreateAsync();
        bench.Demo.Host.Main.Faults.Add(new FaultRule(FaultKind.Unavailable));
        var (results, summary) = await bench.RunAsync();

        var kept = bench.Store.Read(summary.RunId);

        Assert.Contains(kept.Results, result => result.Findings.Any(finding => finding.Remedy is null));
        Assert.Equal(results.Count, kept.Results.Count);
        Assert.Equal(
            kept.Policy,
            RoundTrip(kept with { Policy = kept.Policy with { TokensEndAnnounced = null } }) with
            {
                TokensEndAnnounced = kept.Policy.TokensEndAnnounced,
            }
        );

        RunPolicy RoundTrip(RunRecord run)
        {
            File.WriteAllBytes(Path.Combine(summary.Path!, RunFolder.ResultsFile), RunStore.ToJson(run));
            return bench.Store.Read(summary.RunId).Policy;
        }
    }

    [Theory]
    [InlineData("results.json")]
    [InlineData("summary.json")]
    public async Task What_somebody_writes_into_it_is_read_without_terminal_sequences(string file)
    {
        await using var bench = await RunBench.CreateAsync();
        var (_, summary) = await bench.RunAsync();
        var path = Path.Combine(summary.Path!, file);
        var text = await File.ReadAllTextAsync(path, Cancellation);
        await File.WriteAllTextAsync(
            path,
            text.Replace($"\"{bench.Office.Settings.Name}", "\"\\u001b]0;Biuro\\u0007\\n", StringComparison.Ordinal),
            Cancellation
        );

        var name = file is "results.json"
            ? bench.Store.Read(summary.RunId).Name
            : Assert.Single(bench.Store.List()).Name;

        Assert.Contains("Biuro", name, StringComparison.Ordinal);
        Assert.DoesNotContain(name, char.IsControl);
    }

    [Fact]
    public async Task A_client_whose_file_cannot_be_read_is_unknown_and_not_left_out()
    {
        await using var bench = await RunBench.CreateAsync();
        var file = bench.Office.Profiles.ReadAll()[0];
        await File.WriteAllTextAsync(file.Path, "nip: [", Cancellation);

        var (results, summary) = await bench.RunAsync();

        var result = Assert.Single(results, result => result.Area is AuditArea.Credential && result.Nip == file.Nip);
        Assert.Equal(CredentialStatus.Unknown, result.Status);
        Assert.Equal(2, summary.ExitCode);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_keeps_what_it_had_and_says_that_it_was_cut_off()
    {
        await using var bench = await RunBench.CreateAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var run = bench.NewRun();
        var told = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var result in run.RunAsync(new RunOptions(), stop.Token))
                if (result.Area is AuditArea.Credential && ++told == 5)
                    await stop.CancelAsync();
        });

        var kept = Assert.Single(bench.Store.List());
        Assert.Equal((AuditOutcome.Interrupted, 2), (kept.Outcome, kept.ExitCode));
        Assert.InRange(bench.Store.Read(kept.RunId).Results.Count, 5, 5 + 64);
        Assert.NotNull(kept.Reason);
    }

    [Fact]
    public async Task A_run_whose_process_died_is_told_as_cut_off()
    {
        await using var bench = await RunBench.CreateAsync();
        var (_, summary) = await bench.RunAsync();
        // As the beginning of a run leaves it.
        var file = Path.Combine(summary.Path!, RunFolder.SummaryFile);
        var text = await File.ReadAllTextAsync(file, Cancellation);
        await File.WriteAllTextAsync(
            file,
            text.Replace("Completed", "Running", StringComparison.Ordinal),
            Cancellation
        );

        var held = File.Open(
            Path.Combine(summary.Path!, RunFolder.LockFile),
            FileMode.Open,
            FileAccess.Read,
            FileShare.None
        );
        Assert.Equal(AuditOutcome.Running, Assert.Single(bench.Store.List()).Outcome);
        await held.DisposeAsync();

        Assert.Equal(AuditOutcome.Interrupted, Assert.Single(bench.Store.List()).Outcome);
    }

    [Fact]
    public async Task As_many_runs_stay_as_are_asked_for()
    {
        await using var bench = await RunBench.CreateAsync();
        var names = new List<string>();
        for (var day = 0; day < 4; day++)
        {
            names.Add((await bench.RunAsync(new RunOptions { Keep = 2 })).Summary.RunId);
            bench.Demo.Host.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([names[3], names[2]], bench.Store.List().Select(run => run.RunId));
    }

    [Fact]
    public async Task Runs_of_one_minute_stay_in_their_order_when_the_oldest_go()
    {
        await using var bench = await RunBench.CreateAsync();
        bench.Demo.Host.Clock.Freeze();
        var names = new List<string>();
        for (var run = 0; run < 4; run++)
            names.Add((await bench.RunAsync(new RunOptions { Keep = 2 })).Summary.RunId);

        Assert.Distinct(names);
        Assert.Equal([names[3], names[2]], bench.Store.List().Select(run => run.RunId));
        Assert.Equal(names[2], bench.Store.TestedBefore(names[3])?.RunId);
    }

    [Fact]
    public async Task Two_runs_at_once_have_a_folder_each()
    {
        await using var bench = await RunBench.CreateAsync();
        bench.Demo.Host.Clock.Freeze();

        var runs = await Task.WhenAll(bench.RunAsync(), bench.RunAsync());

        Assert.Equal(2, bench.Store.List().Count);
        Assert.NotEqual(runs[0].Summary.RunId, runs[1].Summary.RunId);
        Assert.All(runs, run => Assert.Equal(AuditOutcome.Completed, run.Summary.Outcome));
    }

    [Fact]
    public async Task Where_nothing_can_be_written_every_result_comes_out_and_one_warning()
    {
        await using var bench = await RunBench.CreateAsync();
        await File.WriteAllTextAsync(bench.Store.Path, "no folder", Cancellation);

        var (results, summary) = await bench.RunAsync();

        Assert.Equal(summary.Clients, results.Count(result => result.Area is AuditArea.Credential));
        Assert.Single(bench.Warnings);
        Assert.Null(summary.Path);
    }

    [Fact]
    public async Task A_run_whose_results_could_not_be_written_is_not_told_as_complete()
    {
        await using var bench = await RunBench.CreateAsync();
        var run = bench.NewRun();
        await foreach (var _ in run.RunAsync(new RunOptions { Warn = bench.Warnings.Add }, Cancellation))
        // No file takes the place of a folder; what is small would still find room.
        foreach (var file in Directory.GetFiles(bench.Store.Path, RunFolder.ResultsFile, SearchOption.AllDirectories))
        {
            File.Delete(file);
            Directory.CreateDirectory(file);
        }

        Assert.Equal(AuditOutcome.Interrupted, Assert.Single(bench.Store.List()).Outcome);
        Assert.Null(bench.Store.LatestTested());
        Assert.Null(run.Summary!.Path);
        Assert.Single(bench.Warnings);
    }

    [Fact]
    public async Task Its_folder_is_its_owner_s_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows guards by the folder's access list.");
        await using var bench = await RunBench.CreateAsync();

        var (_, summary) = await bench.RunAsync();

        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var file in Directory.GetFiles(summary.Path!))
            Assert.Equal(owner, File.GetUnixFileMode(file));
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(summary.Path!));
    }

    public static TheoryData<FaultKind> Faults => [.. Enum.GetValues<FaultKind>()];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_goes_wrong_every_client_is_accounted_for(FaultKind kind)
    {
        await using var bench = await RunBench.CreateAsync(attempt: TimeSpan.FromSeconds(2));
        // A third of everything, so that some clients are through and others not.
        bench.Demo.Host.Main.Faults.Add(new FaultRule(kind, Share: 0.3, DelayMilliseconds: 20, RetryAfterSeconds: 0));

        var (results, summary) = await bench.RunAsync();

        Assert.Equal(
            bench.Truth.Clients.Where(client => client.HasProfile).Select(client => client.Nip).Order(),
            results.Where(result => result.Area is AuditArea.Credential).Select(result => result.Nip!).Order()
        );
        // Nothing is called broken that is not: trouble is Unknown.
        var truth = bench.Truth.Clients.ToDictionary(client => client.Nip, client => client.Status);
        Assert.All(
            results.Where(result => result is { Area: AuditArea.Credential, Status: CredentialStatus.Critical }),
            result => Assert.Equal("Critical", truth[result.Nip!])
        );
        Assert.NotNull(summary.EndedAt);
    }
}
