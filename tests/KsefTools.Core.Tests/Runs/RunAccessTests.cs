using System.Text;
using System.Text.Json;
using KsefTools.Core.Reports;
using KsefTools.Core.Runs;
using KsefTools.Core.Runs.Storage;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Truth;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Runs;

/// <summary>A run that looks who has access, and what the report makes of it.</summary>
public sealed class RunAccessTests
{
    private static readonly RunOptions Looking = new() { Access = true };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_client_is_accounted_for_and_a_stranger_s_token_is_found()
    {
        await using var bench = await RunBench.CreateAsync();
        var client = SeesAll(bench);
        var stranger = bench.Demo.Host.World.CreateToken(
            ContextIdentifier.Nip(client.Nip),
            SubjectIdentifier.Pesel("90010112349"),
            [Permission.InvoiceWrite]
        );

        var (_, summary) = await bench.RunAsync(Looking);

        var access = bench.Store.ReadAccess(summary.RunId)!;
        Assert.True(access.IsWhole);
        Assert.Equal(
            bench.Truth.Clients.Where(one => one.HasProfile).Select(one => one.Nip).Order(),
            access.Clients.Select(one => one.Nip).Order()
        );
        var row = Assert.Single(access.Rows, row => row.Reference == stranger.ReferenceNumber);
        Assert.Equal((client.Nip, "90010112349", false), (row.Nip, row.Holder, row.IsOurs));
        Assert.Equal(AccessSight.All, Assert.Single(access.Clients, one => one.Nip == client.Nip).Sight);
        Assert.Empty(bench.Warnings);
    }

    [Fact]
    public async Task A_client_that_no_credential_opens_has_the_audit_s_sentence_and_is_not_asked_again()
    {
        await using var bench = await RunBench.CreateAsync();
        var (results, summary) = await bench.RunAsync(Looking);

        var revoked = bench.Truth.Clients.First(client => client.Case is ClientCase.Revoked);
        var seen = Assert.Single(bench.Store.ReadAccess(summary.RunId)!.Clients, client => client.Nip == revoked.Nip);
        Assert.Equal(
            (AccessSight.None, results.First(result => result.Nip == revoked.Nip).Summary),
            (seen.Sight, seen.Reason)
        );
    }

    [Fact]
    public async Task A_run_that_is_not_asked_looks_nowhere_and_says_so()
    {
        await using var bench = await RunBench.CreateAsync();
        var (_, summary) = await bench.RunAsync();

        Assert.Null(bench.Store.ReadAccess(summary.RunId));
        Assert.Throws<RunException>(bench.Store.LatestWithAccess);
        Assert.DoesNotContain("\"access\":{", HtmlOf(bench), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_shows_what_is_not_the_office_s_first_and_no_PESEL_as_a_whole()
    {
        await using var bench = await RunBench.CreateAsync();
        bench.Demo.Host.World.CreateToken(
            ContextIdentifier.Nip(SeesAll(bench).Nip),
            SubjectIdentifier.Pesel("90010112349"),
            [Permission.InvoiceWrite]
        );
        await bench.RunAsync(Looking);

        var html = HtmlOf(bench);

        Assert.Contains("*******2349", html, StringComparison.Ordinal);
        Assert.DoesNotContain("90010112349", html, StringComparison.Ordinal);
        using var data = JsonDocument.Parse(DataOf(html));
        var ours = data
            .RootElement.GetProperty("access")
            .GetProperty("rows")
            .EnumerateArray()
            .Select(row => row[2].GetInt32())
            .ToList();
        Assert.Equal(ours.Order(), ours);
        Assert.Contains(0, ours);
    }

    [Fact]
    public async Task As_a_spreadsheet_it_has_a_row_for_each_thing_and_for_each_client_that_was_not_seen_whole()
    {
        await using var bench = await RunBench.CreateAsync();
        var (_, summary) = await bench.RunAsync(Looking);
        var path = Path.Combine(bench.Office.Path, "access.csv");

        ReportFile.Write(
            ReportSource.Read(bench.Office, null, bench.Demo.Host.Clock),
            path,
            overwrite: false,
            access: true
        );

        var access = bench.Store.ReadAccess(summary.RunId)!;
        var lines = (await File.ReadAllTextAsync(path, Encoding.UTF8, Cancellation)).Split("\r\n");
        Assert.StartsWith("Nip,Name,Environment,Ours,Kind,Holder", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            1 + access.Rows.Count + access.Clients.Count(client => client.Sight is not AccessSight.All),
            lines.Count(line => line.Length > 0)
        );
    }

    [Fact]
    public async Task A_run_that_is_cut_off_while_it_looks_keeps_what_it_had_and_says_so()
    {
        await using var bench = await RunBench.CreateAsync();
        var (all, _) = await bench.RunAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var told = 0;
        // After the last result, the vault is asked only by who looks who has access.
        var vault = new FatefulVault(bench.Demo.Vault)
        {
            Handling = async (_, pass) =>
            {
                if (told == all.Count)
                    await stop.CancelAsync();
                await pass();
            },
        };
        var run = bench.NewRun(vault);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in run.RunAsync(Looking, stop.Token))
                told++;
        });

        Assert.Equal((AuditOutcome.Interrupted, 2), (run.Summary!.Outcome, run.Summary.ExitCode));
        Assert.False(bench.Store.ReadAccess(run.Summary.RunId)!.IsWhole);
        Assert.Contains("\"whole\":false", HtmlOf(bench), StringComparison.Ordinal);
    }

    public static TheoryData<FaultKind> Faults => [.. Enum.GetValues<FaultKind>()];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_goes_wrong_every_client_was_seen_or_has_the_reason(FaultKind kind)
    {
        await using var bench = await RunBench.CreateAsync(attempt: TimeSpan.FromSeconds(2));
        bench.Demo.Host.Main.Faults.Add(new FaultRule(kind, Share: 0.3, DelayMilliseconds: 20, RetryAfterSeconds: 0));

        var (_, summary) = await bench.RunAsync(Looking);

        var clients = bench.Store.ReadAccess(summary.RunId)!.Clients;
        Assert.Equal(
            bench.Truth.Clients.Where(one => one.HasProfile).Select(one => one.Nip).Order(),
            clients.Select(one => one.Nip).Order()
        );
        Assert.All(
            clients.Where(one => one.Sight is AccessSight.None),
            one => Assert.False(string.IsNullOrEmpty(one.Reason))
        );
    }

    [Fact]
    public async Task A_damaged_file_is_named()
    {
        await using var bench = await RunBench.CreateAsync();
        var (_, summary) = await bench.RunAsync(Looking);
        await File.WriteAllTextAsync(Path.Combine(summary.Path!, RunFolder.AccessFile), "{", Cancellation);

        var failure = Assert.Throws<RunException>(() => bench.Store.ReadAccess(summary.RunId));

        Assert.Contains(RunFolder.AccessFile, failure.Message, StringComparison.Ordinal);
    }

    private static ClientTruth SeesAll(RunBench bench)
    {
        var client = bench.Truth.Clients.First(client => client.Case is ClientCase.Healthy);
        bench.Demo.Host.World.UpdateToken(
            client.Reference!,
            token =>
                token with
                {
                    RequestedPermissions = [.. token.RequestedPermissions, Permission.CredentialsRead],
                    EffectivePermissions = [.. token.EffectivePermissions ?? [], Permission.CredentialsRead],
                }
        );
        return client;
    }

    private static string HtmlOf(RunBench bench) =>
        HtmlReport.Make(ReportSource.Read(bench.Office, null, bench.Demo.Host.Clock));

    private static string DataOf(string html)
    {
        const string begin = "<script type=\"application/json\" id=\"data\">";
        var at = html.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return html[at..html.IndexOf("</script>", at, StringComparison.Ordinal)];
    }
}
