using KsefTools.Core.Audit;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Audit;

/// <summary>
/// KSeF answers wrongly, late or not at all: one result for each client, and never a word about its token.
/// </summary>
public sealed class TokenAuditFailureTests
{
    public static TheoryData<FaultKind, FindingCode> Faults =>
        new()
        {
            { FaultKind.ServerError, FindingCode.Unreachable },
            { FaultKind.Unavailable, FindingCode.Unreachable },
            { FaultKind.Reset, FindingCode.Unreachable },
            { FaultKind.NoAnswer, FindingCode.Unreachable },
            { FaultKind.TruncatedJson, FindingCode.Unreachable },
            { FaultKind.EmptyForbidden, FindingCode.PortalRefused },
            { FaultKind.BlockedPage, FindingCode.PortalRefused },
            { FaultKind.TooManyRequests, FindingCode.RateLimited },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_sign_in_without_answer_is_unknown(FaultKind fault, FindingCode code)
    {
        await using var office = await AuditHarness.StartAsync(attempt: PatienceWith(fault));
        var (client, _) = await office.AddClientWithTokenAsync();
        office.Host.Main.Faults.Add(new FaultRule(fault, "/auth/*", RetryAfterSeconds: 3600));

        var result = await office.RunAsync(client);

        Assert.Equal([code], AuditHarness.CodesOf(result));
        Assert.Equal(CredentialStatus.Unknown, result.Status);
        Assert.Empty(result.Permissions);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_session_whose_token_list_fails_is_unknown_and_still_tells_what_it_may_do(
        FaultKind fault,
        FindingCode code
    )
    {
        await using var office = await AuditHarness.StartAsync(attempt: PatienceWith(fault));
        var (client, _) = await office.AddClientWithTokenAsync();
        office.Host.Main.Faults.Add(new FaultRule(fault, "/tokens*", RetryAfterSeconds: 3600));

        var result = await office.RunAsync(client);

        Assert.Equal([code], AuditHarness.CodesOf(result));
        Assert.Equal(CredentialStatus.Unknown, result.Status);
        Assert.Equal(["InvoiceRead"], result.Permissions);
    }

    [Fact]
    public async Task A_file_of_memory_that_is_none_costs_no_client_its_result()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();
        var (other, _) = await office.AddClientWithTokenAsync();
        Directory.CreateDirectory(office.ObservationFolder);
        var file = Path.Combine(office.ObservationFolder, $"{client.Nip}.json");
        await File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);

        var results = await office.RunAsync(options: null, client, other);

        Assert.Equal(2, results.Count);
        Assert.DoesNotContain(results, result => result.Status is CredentialStatus.Unknown);
    }

    [Fact]
    public async Task A_critical_finding_is_not_hidden_by_a_question_without_answer()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync(expected: "InvoiceWrite");
        office.Host.Main.Faults.Add(new FaultRule(FaultKind.ServerError, "/tokens*"));

        var result = await office.RunAsync(client);

        Assert.Equal(
            [FindingCode.MissingPermission, FindingCode.ExcessPermission, FindingCode.Unreachable],
            AuditHarness.CodesOf(result).Order()
        );
        Assert.Equal(CredentialStatus.Critical, result.Status);
    }

    [Fact]
    public async Task Fields_that_nobody_knows_change_nothing()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();
        office.Host.Main.Faults.Add(new FaultRule(FaultKind.ExtraFields));

        Assert.Equal(CredentialStatus.Healthy, (await office.RunAsync(client)).Status);
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_unknown()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();

        var result = await office.RunAsync(client with { Environment = "http://127.0.0.1:1/v2" });

        Assert.Equal([FindingCode.Unreachable], AuditHarness.CodesOf(result));
    }

    [Fact]
    public async Task Every_client_has_one_result_although_KSeF_stumbles()
    {
        await using var office = await AuditHarness.StartAsync();
        var clients = new List<KsefCredential>();
        for (var i = 0; i < 40; i++)
            clients.Add((await office.AddClientWithTokenAsync()).Client);
        office.Host.Main.Faults.Add(new FaultRule(FaultKind.ServerError, Share: 0.2, Seed: 1));
        office.Host.Main.Faults.Add(new FaultRule(FaultKind.Reset, Share: 0.1, Seed: 2, AfterWork: true));
        office.Host.Main.Faults.Add(new FaultRule(FaultKind.BlockedPage, Share: 0.1, Seed: 3));

        var results = await office.RunAsync(null, [.. clients]);

        Assert.Equal(
            clients.Select(client => client.Nip).Order(StringComparer.Ordinal),
            results.Select(result => result.Nip).Order(StringComparer.Ordinal)
        );
        Assert.All(
            results,
            result => Assert.Contains(result.Status, new[] { CredentialStatus.Healthy, CredentialStatus.Unknown })
        );
    }

    [Fact]
    public async Task No_secret_leaves_the_audit_whatever_breaks()
    {
        await using var office = await AuditHarness.StartAsync(attempt: PatienceWith(FaultKind.NoAnswer));
        var (client, token) = await office.AddClientWithTokenAsync();
        var told = new List<string>();
        var options = new AuditOptions
        {
            Policy = office.Policy,
            Warn = told.Add,
            Progress = progress => told.Add(progress.ToString()),
        };
        foreach (var fault in Enum.GetValues<FaultKind>().Where(kind => kind is not FaultKind.Slow))
        foreach (var path in (string[])["/auth/ksef-token", "/auth/token/redeem", "/tokens*"])
        {
            office.ForgetSessions();
            office.Host.Main.Faults.Clear();
            office.Host.Main.Faults.Add(new FaultRule(fault, path, RetryAfterSeconds: 3600));
            var result = Assert.Single(await office.RunAsync(options, client));
            told.Add(result.ToString());
            told.AddRange(result.Findings.Select(finding => $"{finding.Message} {finding.Remedy}"));
        }
        told.AddRange(Directory.GetFiles(office.ObservationFolder).Select(File.ReadAllText));

        var canary = token.Secret.Split('|')[^1];
        Assert.NotEmpty(told);
        Assert.DoesNotContain(told, text => text.Contains(canary, StringComparison.OrdinalIgnoreCase));
        // Every JWT of the sandbox begins like this.
        Assert.DoesNotContain(told, text => text.Contains("eyJ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_observation_that_cannot_be_kept_costs_no_verdict()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(office.ObservationFolder)!);
        await File.WriteAllTextAsync(office.ObservationFolder, "in the way", TestContext.Current.CancellationToken);
        var warnings = new List<string>();

        var result = Assert.Single(
            await office.RunAsync(new AuditOptions { Policy = office.Policy, Warn = warnings.Add }, client)
        );

        Assert.Equal(CredentialStatus.Healthy, result.Status);
        Assert.Single(warnings);
    }

    [Fact]
    public async Task A_cancelled_audit_ends_although_KSeF_never_answers_and_keeps_its_sessions()
    {
        await using var office = await AuditHarness.StartAsync();
        var (quick, _) = await office.AddClientWithTokenAsync();
        var (stuck, _) = await office.AddClientWithTokenAsync();
        await office.RunAsync(quick);
        office.Host.Main.Faults.Add(new FaultRule(FaultKind.NoAnswer, "/auth/*"));
        using var cancel = new CancellationTokenSource();
        var results = new List<KsefTokenTestResult>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            var options = new AuditOptions { Policy = office.Policy };
            await foreach (var result in office.Audit().RunAsync([stuck, quick], options, cancel.Token))
            {
                results.Add(result);
                await cancel.CancelAsync();
            }
        });

        Assert.Equal(quick.Nip, Assert.Single(results).Nip);
        Assert.Equal(1, office.Cache.Count);
    }

    [Fact]
    public async Task Whoever_stops_reading_results_ends_the_audit()
    {
        await using var office = await AuditHarness.StartAsync();
        var (quick, _) = await office.AddClientWithTokenAsync();
        var (stuck, _) = await office.AddClientWithTokenAsync();
        await office.RunAsync(quick);
        office.Host.Main.Faults.Add(new FaultRule(FaultKind.NoAnswer, "/auth/*"));

        var first = await office
            .Audit()
            .RunAsync([stuck, quick], new AuditOptions(), TestContext.Current.CancellationToken)
            .FirstAsync(TestContext.Current.CancellationToken);

        Assert.Equal(quick.Nip, first.Nip);
    }

    [Fact]
    public async Task English_details_of_before_2_6_1_are_understood_too()
    {
        await using var office = await AuditHarness.StartAsync();
        office.Host.Main.Settings.EnglishDetails = true;
        var (client, _) = await office.AddClientWithTokenAsync(token => token with { Status = TokenStatus.Revoked });

        Assert.Equal([FindingCode.TokenRevoked], AuditHarness.CodesOf(await office.RunAsync(client)));
    }

    [Fact]
    public async Task Silence_of_another_environment_does_not_hide_the_first_ones_answer()
    {
        await using var office = await AuditHarness.StartAsync();
        var client = office.AddClient();
        await office.StoreAsync(client, office.AddToken(client, world: office.Host.Test.World).Secret);
        office.Host.Test.Faults.Add(new FaultRule(FaultKind.ServerError));

        Assert.Equal([FindingCode.TokenUnknown], AuditHarness.CodesOf(await office.RunAsync(client)));
    }

    private static TimeSpan? PatienceWith(FaultKind fault) =>
        fault is FaultKind.NoAnswer ? TimeSpan.FromMilliseconds(500) : null;
}
