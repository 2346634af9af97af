using KsefTools.Core.Runs;
using KsefTools.Core.Runs.Comparison;
using KsefTools.Core.Secrets;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Truth;
using KsefTools.Sandbox.State;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Runs;

/// <summary>What changed between two runs, against what was changed between them.</summary>
public sealed class RunComparisonTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Two_runs_differ_by_what_was_planted_between_them_at_200_clients(int seed)
    {
        await using var bench = await RunBench.CreateAsync(200, seed);
        await bench.RunAsync();
        var before = bench.Truth.Clients.ToDictionary(client => client.Nip);
        var after = Plant(bench);
        bench.ForgetSessions();
        bench.Demo.Host.Clock.Advance(TimeSpan.FromMinutes(5));

        var run = bench.NewRun();
        await foreach (var _ in run.RunAsync(new RunOptions(), TestContext.Current.CancellationToken)) { }

        var expected =
            from nip in before.Keys
            from change in Differences(nip, before[nip].Findings, after[nip].Findings)
            select change;
        Assert.Equal(
            expected.Order(),
            run.Changes.Where(RunComparison.Counts)
                // Lost rights are told beside the finding about them; see below.
                .Where(change => change.Code is not RunFindings.PermissionsChanged)
                .Select(change => (change.Nip!, change.Code, change.Change))
                .Order()
        );
        Assert.Equal(
            after
                .Values.Where(client => client.Case is ClientCase.MissingPermission && before[client.Nip] != client)
                .Select(client => client.Nip)
                .Order(),
            run.Changes.Where(change => change.Code is RunFindings.PermissionsChanged)
                .Select(change => change.Nip)
                .Order()
        );
    }

    [Fact]
    public async Task Two_runs_of_one_state_differ_in_nothing()
    {
        await using var bench = await RunBench.CreateAsync();
        await bench.RunAsync();

        var (_, summary) = await bench.RunAsync();

        Assert.Equal((0, 0, 0, 0), (summary.New, summary.Worse, summary.Better, summary.Gone));
        Assert.NotNull(summary.PreviousRun);
    }

    [Fact]
    public async Task What_a_run_could_not_look_at_is_not_gone()
    {
        await using var bench = await RunBench.CreateAsync();
        await bench.RunAsync();
        bench.Demo.Host.Main.Faults.Add(new FaultRule(FaultKind.Reset));
        bench.ForgetSessions();

        var (_, summary) = await bench.RunAsync();

        Assert.Equal(0, summary.Gone);
        Assert.Equal(0, summary.Better);
    }

    [Fact]
    public async Task What_a_locked_vault_hides_is_not_gone()
    {
        await using var bench = await RunBench.CreateAsync();
        await bench.RunAsync();

        var (_, summary) = await bench.RunAsync(
            vault: new FatefulVault(bench.Demo.Vault)
            {
                Handling = VaultHandlings.Fail(
                    new SecretVaultException(SecretVaultFailure.Locked, null, "the vault is locked")
                ),
            }
        );

        Assert.Equal(0, summary.Gone);
    }

    [Fact]
    public async Task A_run_is_compared_with_the_last_that_tested_and_not_with_an_outage()
    {
        await using var bench = await RunBench.CreateAsync();
        var (_, first) = await bench.RunAsync();
        bench.Demo.Host.Clock.Advance(TimeSpan.FromHours(1));
        bench.Demo.Host.Main.Faults.Add(new FaultRule(FaultKind.Reset));
        bench.ForgetSessions();
        await bench.RunAsync();
        bench.Demo.Host.Clock.Advance(TimeSpan.FromHours(1));
        bench.Demo.Host.Main.Faults.Clear();
        bench.ForgetSessions();

        var (_, third) = await bench.RunAsync();

        Assert.Equal(first.RunId, third.PreviousRun);
        Assert.Equal((0, 0), (third.New, third.Gone));
    }

    [Theory]
    [InlineData(FindingSeverity.Warning, FindingSeverity.Critical, AuditChange.Worse)]
    [InlineData(FindingSeverity.Critical, FindingSeverity.Warning, AuditChange.Better)]
    public async Task A_finding_of_another_urgency_is_worse_or_better(
        FindingSeverity before,
        FindingSeverity now,
        AuditChange change
    )
    {
        await using var bench = await RunBench.CreateAsync();
        await bench.RunAsync();
        var record = bench.Store.Read(bench.Store.List()[0].RunId);
        var result = record.Results.First(result => result.Area is AuditArea.Credential);

        var difference = RunComparison.Of(
            record with
            {
                Results = [With(result, before)],
            },
            record with
            {
                Results = [With(result, now)],
            },
            null
        );

        Assert.Equal((change, before, now), (difference[0].Change, difference[0].Before, difference[0].After));
    }

    private static KsefAuditResult With(KsefAuditResult result, FindingSeverity severity) =>
        result with
        {
            Findings = new([new KsefAuditFinding("CertificateExpires", severity, "", AuditActor.Office)]),
            Status = CredentialStatus.Warning,
        };

    /// <summary>Makes some clients ill and some well, and says what is true then.</summary>
    private static Dictionary<string, ClientTruth> Plant(RunBench bench)
    {
        var world = bench.Demo.Host.World;
        var truth = bench.Truth.Clients.ToDictionary(client => client.Nip);
        var healthy = bench.Truth.Clients.Where(client => client.Case is ClientCase.Healthy).ToList();
        foreach (var client in healthy.Take(7))
        {
            world.UpdateToken(client.Reference!, token => token with { Status = TokenStatus.Revoked });
            truth[client.Nip] = client with { Case = ClientCase.Revoked, Findings = ["TokenRevoked"] };
        }
        foreach (var client in healthy.Where(client => client.ExpectedPermissions.Count > 1).Skip(7).Take(3))
        {
            var left = Enum.Parse<Permission>(client.ExpectedPermissions[0]);
            // Neither asked for nor had: less than the profile expects, and no more than that.
            world.UpdateToken(
                client.Reference!,
                token => token with { RequestedPermissions = [left], EffectivePermissions = [left] }
            );
            truth[client.Nip] = client with { Case = ClientCase.MissingPermission, Findings = ["MissingPermission"] };
        }
        foreach (var client in bench.Truth.Clients.Where(client => client.Case is ClientCase.Revoked).Take(2))
        {
            world.UpdateToken(client.Reference!, token => token with { Status = TokenStatus.Active });
            truth[client.Nip] = client with { Case = ClientCase.Healthy, Findings = [] };
        }
        return truth;
    }

    private static IEnumerable<(string, string, AuditChange)> Differences(
        string nip,
        IEnumerable<string> before,
        IEnumerable<string> after
    ) =>
        after
            .Except(before)
            .Select(code => (nip, code, AuditChange.New))
            .Concat(before.Except(after).Select(code => (nip, code, AuditChange.Gone)));
}
