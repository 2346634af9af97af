using KsefTools.Core.Notices;
using KsefTools.Core.Runs;
using KsefTools.Core.Tests.Runs;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Notices;

/// <summary>Which runs are worth a notice: each change is news once.</summary>
public sealed class NoticeNewsTests
{
    [Fact]
    public async Task A_first_run_is_told_by_its_counts_and_one_of_the_same_state_is_not()
    {
        await using var bench = await RunBench.CreateAsync();

        var first = await NightAsync(bench);

        Assert.NotNull(first);
        Assert.Empty(first.Changes);
        Assert.True(first.Summary.Critical > 0);
        Assert.Null(await NightAsync(bench));
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_told_on_the_next_night_and_not_after()
    {
        await using var bench = await RunBench.CreateAsync();
        await NightAsync(bench);
        var nip = RevokeOne(bench);

        var notice = await NightAsync(bench);

        Assert.Equal(
            [(nip, nameof(FindingCode.TokenRevoked), AuditChange.New)],
            notice!
                .Changes.Where(change => change.Code is nameof(FindingCode.TokenRevoked))
                .Select(change => (change.Nip!, change.Code, change.Change))
        );
        Assert.Null(await NightAsync(bench));
    }

    [Fact]
    public async Task An_outage_is_told_on_its_first_night_and_when_it_is_over_with_what_happened_meanwhile()
    {
        await using var bench = await RunBench.CreateAsync();
        await NightAsync(bench);
        bench.Demo.Host.Main.Faults.Add(new FaultRule(FaultKind.Unavailable));

        var away = await NightAsync(bench);
        var still = await NightAsync(bench);
        bench.Demo.Host.Main.Faults.Clear();
        var nip = RevokeOne(bench);
        var back = await NightAsync(bench);

        Assert.Contains(away!.Changes, change => change.Code is RunFindings.KsefSilent);
        Assert.Null(still);
        Assert.Contains(
            back!.Changes,
            change => (change.Change, change.Code) is (AuditChange.Gone, RunFindings.KsefSilent)
        );
        // What was broken before is not told as if it were new.
        Assert.Equal(
            [nip],
            back.Changes.Where(change => change.Change is not AuditChange.Gone).Select(change => change.Nip!).Distinct()
        );
    }

    private static async Task<Notice?> NightAsync(RunBench bench)
    {
        bench.ForgetSessions();
        bench.Demo.Host.Clock.Advance(TimeSpan.FromMinutes(5));
        var run = bench.NewRun();
        await foreach (var _ in run.RunAsync(new RunOptions(), TestContext.Current.CancellationToken)) { }
        return NoticeNews.Of(bench.Office, run);
    }

    private static string RevokeOne(RunBench bench)
    {
        var client = bench.Truth.Clients.First(one => one.Case is ClientCase.Healthy);
        bench.Demo.Host.World.UpdateToken(client.Reference!, token => token with { Status = TokenStatus.Revoked });
        return client.Nip;
    }
}
