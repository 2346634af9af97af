using KsefTools.Core.Conversion;
using KsefTools.Core.Journal;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Conversion.Running;

/// <summary>What a move writes down, in which order, for the run that comes after a crash.</summary>
public sealed class JournalledStepsTests : ConversionTest
{
    private static readonly ConversionOptions Revoking = new() { RevokeToken = true };

    private readonly List<string> _steps = [];

    [Fact]
    public async Task A_granted_client_is_proven_and_switched()
    {
        Granted(Permission.InvoiceRead);

        await RunAsync();

        Assert.Equal(["started", "proven", "switched", "finished"], _steps);
    }

    [Fact]
    public async Task A_grant_is_announced_before_it_leaves_and_told_when_it_was_taken_and_done()
    {
        Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);

        await RunAsync();

        Assert.Equal(["started", "granting", "grant sent", "granted", "proven", "switched", "finished"], _steps);
    }

    [Fact]
    public async Task A_token_goes_from_KSeF_then_from_the_vault_and_last_from_the_file()
    {
        Granted(Permission.InvoiceRead);

        await RunAsync(Revoking);

        Assert.Equal(
            [
                "started",
                "revoking",
                "revoked",
                "sessions closed",
                "seen dead",
                "secret removed",
                "entry removed",
                "finished",
            ],
            _steps.SkipWhile(step => step != "finished").Skip(1)
        );
    }

    [Theory]
    [InlineData(TokenGrantRule.Forbidden, "started", "granting", "grant refused", "finished")]
    [InlineData(TokenGrantRule.FailsLater, "started", "granting", "grant sent", "grant refused", "finished")]
    public async Task A_refused_grant_is_over_and_the_client_is_asked(TokenGrantRule rule, params string[] steps)
    {
        Bench.Settings.GrantsByToken = rule;
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);

        var result = await RunAsync();

        Assert.Equal(steps, _steps);
        Assert.Equal((ConversionRoute.ByClient, ConversionOutcome.WaitingForClient), (result.Route, result.Outcome));
        Assert.Equal($"Convert-KsefToCertificate {client.Nip} -RequestPath .", result.Remedy);
        Assert.Contains("does not let the token grant InvoiceRead", result.Reason, StringComparison.Ordinal);
        Assert.Equal(rule is TokenGrantRule.FailsLater, result.OperationReference is not null);
    }

    [Fact]
    public async Task A_grant_that_failed_for_a_reason_that_no_client_can_help_is_told_as_failed()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        Bench.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/permissions/operations/*",
                Status: 200,
                Body: """{"status":{"code":430,"description":"Nie.","details":["Kontekst bez roli."]}}"""
            )
        );

        var result = await RunAsync();

        Assert.Equal((ConversionRoute.ByToken, ConversionOutcome.Failed), (result.Route, result.Outcome));
        Assert.Contains("Kontekst bez roli.", result.Reason, StringComparison.Ordinal);
        Assert.Equal($"Convert-KsefToCertificate {client.Nip}", result.Remedy);
        Assert.Equal(["grant refused", "finished"], _steps.TakeLast(2));
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
    }

    [Fact]
    public async Task A_move_that_is_done_has_the_number_of_the_grant_and_nothing_to_type_next()
    {
        Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);

        var result = await RunAsync();

        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.Equal((null, null), (result.Reason, result.Remedy));
        Assert.Contains($"\"{result.OperationReference}\"", Bench.JournalText(), StringComparison.Ordinal);
        Assert.False(result.WasResumed);
    }

    [Theory]
    [InlineData("grant sent")]
    [InlineData("granted")]
    public async Task A_run_that_goes_on_knows_the_number_of_the_grant_that_another_asked_for(string step)
    {
        Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        await DieAsync(step);

        var result = await RunAsync();

        Assert.Equal((ConversionOutcome.Converted, true), (result.Outcome, result.WasResumed));
        Assert.NotNull(result.OperationReference);
        Assert.DoesNotContain("grant sent", _steps);
    }

    [Fact]
    public async Task A_grant_whose_answer_nobody_heard_is_written_down_as_granted_once_the_list_shows_it()
    {
        Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        await DieAtAsync("after POST grants", passes: 3);
        Clock.Advance(TimeSpan.FromSeconds(1));

        var result = await RunAsync();

        Assert.Equal((ConversionRoute.AlreadyGranted, true), (result.Route, result.WasResumed));
        Assert.Equal(["granted", "proven", "switched", "finished"], _steps);
    }

    [Fact]
    public async Task What_was_begun_says_for_which_client_what_is_proven_and_how()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.InvoiceWrite, Permission.CredentialsManage);
        await DieAsync("started");

        var start = Assert.Single(JournalReader.FindOpen(Bench.Office)).Start;

        Assert.Equal((client.Nip, "seal", "ByToken"), (start["nip"], start["identity"], start["route"]));
        Assert.Equal("InvoiceRead InvoiceWrite", start["required"]);
        Assert.Equal("CredentialsManage InvoiceRead InvoiceWrite", start["effective"]);
        Assert.Equal(client.Token, start["reference"]);
    }

    [Fact]
    public async Task A_retirement_that_was_begun_says_which_token_of_which_client_goes()
    {
        var client = Granted(Permission.InvoiceRead);
        await DieAsync("revoking");

        var start = Assert.Single(JournalReader.FindOpen(Bench.Office)).Start;

        Assert.Equal((client.Nip, "seal"), (start["nip"], start["identity"]));
        Assert.Equal((client.Secret.Name, client.Token), (start["secret"], start["reference"]));
    }

    [Fact]
    public async Task A_move_that_was_interrupted_and_now_needs_the_client_is_over()
    {
        var client = Granted(Permission.InvoiceRead);
        await DieAsync("started");
        Bench.World.RemoveGrants(grant => grant.Context == client.Context);

        var result = await RunAsync();

        Assert.Equal((ConversionOutcome.WaitingForClient, true), (result.Outcome, result.WasResumed));
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task A_move_that_somebody_completed_by_hand_is_told_as_one_that_nobody_has_proven()
    {
        var client = Granted(Permission.InvoiceRead);
        await DieAsync("started");
        Bench.ChangeToken(client, entry => entry with { RetiredOn = new DateOnly(2026, 11, 1) });
        Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Identity = "seal" });

        var result = await RunAsync();

        Assert.Equal((ConversionOutcome.Converted, false, true), (result.Outcome, result.IsProven, result.WasResumed));
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task A_plan_tells_of_a_move_that_was_interrupted_and_leaves_it_open()
    {
        Granted(Permission.InvoiceRead);
        await DieAsync("started");

        var plan = await RunAsync(new ConversionOptions { OnlyPlan = true });

        Assert.Equal((ConversionOutcome.Planned, true), (plan.Outcome, plan.WasResumed));
        Assert.Empty(_steps);
        Assert.Single(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task A_grant_that_takes_its_time_is_told_with_its_number_and_the_same_command()
    {
        Bench.Settings.PermissionDelay = TimeSpan.FromMinutes(30);
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);

        var result = await RunAsync();

        Assert.Equal(ConversionOutcome.WaitingForGrant, result.Outcome);
        Assert.Contains($"({result.OperationReference})", result.Reason, StringComparison.Ordinal);
        Assert.Equal($"Convert-KsefToCertificate {client.Nip}", result.Remedy);
        Assert.Equal("grant sent", _steps[^1]);
    }

    [Fact]
    public async Task A_run_waits_for_a_grant_no_longer_than_it_was_told_to()
    {
        Bench.Settings.PermissionDelay = TimeSpan.FromSeconds(20);
        Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);

        var result = await RunAsync(new ConversionOptions { MaxWait = TimeSpan.FromSeconds(5) });

        Assert.Equal(ConversionOutcome.WaitingForGrant, result.Outcome);
    }

    [Fact]
    public async Task A_granted_right_that_does_not_show_yet_is_told_as_one_that_is_waited_for()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        var fate = Watching(point =>
        {
            if (point is "after step 'granted'")
                Bench.World.RemoveGrants(grant => grant.Context == client.Context);
        });

        var result = await RunAsync(new ConversionOptions { MaxWait = TimeSpan.FromSeconds(5) }, fate);

        Assert.Equal(ConversionOutcome.WaitingForGrant, result.Outcome);
        Assert.Contains($"({result.OperationReference})", result.Reason, StringComparison.Ordinal);
        Assert.Contains("does not sign in for this client", result.Reason, StringComparison.Ordinal);
        Assert.Equal("granted", _steps[^1]);
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
    }

    private ConversionClient Granted(params Permission[] permissions)
    {
        var client = Bench.AddClient(permissions);
        Bench.Grant(client, permissions: permissions);
        return client;
    }

    private Fate Watching(Action<string> also) =>
        new()
        {
            Passing = point =>
            {
                if (point.StartsWith("after step '", StringComparison.Ordinal))
                    _steps.Add(point[12..^1]);
                also(point);
            },
        };

    private async Task<KsefConversion> RunAsync(ConversionOptions? options = null, Fate? fate = null)
    {
        using var process = Bench.Start(fate ?? Watching(_ => { }));
        return Assert.Single(await process.ConvertAsync(options));
    }

    private Task DieAsync(string step) => DieAtAsync($"after step '{step}'");

    private async Task DieAtAsync(string point, int passes = 1)
    {
        var left = passes;
        using var process = Bench.Start(
            new Fate
            {
                Passing = passed =>
                {
                    if (passed == point && --left == 0)
                        throw new SimulatedDeathException(point);
                },
            }
        );
        await process.ConvertAsync(Revoking);
    }
}
