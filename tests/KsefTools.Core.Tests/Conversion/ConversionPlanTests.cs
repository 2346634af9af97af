using System.Collections.Concurrent;
using KsefTools.Core.Conversion;
using KsefTools.Core.Journal;
using KsefTools.Core.Lint;
using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>The plan touches nothing, and the move asks for no more than the routes allow.</summary>
public sealed class ConversionPlanTests : ConversionTest
{
    [Fact]
    public async Task A_plan_changes_neither_profile_nor_KSeF_nor_state()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);

        var plan = await Bench.ConvertAsync(client, new ConversionOptions { OnlyPlan = true });

        Assert.Equal((ConversionRoute.ByToken, ConversionOutcome.Planned), (plan.Route, plan.Outcome));
        Assert.Empty(Bench.GrantsAt(client));
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
        Assert.Empty(Bench.JournalText());
    }

    [Fact]
    public async Task A_plan_tells_steps_gains_and_losses()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);

        var plan = await Bench.ConvertAsync(client, new ConversionOptions { OnlyPlan = true, RevokeToken = true });

        Assert.Equal(["CredentialsManage", "InvoiceRead"], plan.TokenPermissions);
        Assert.Equal(["InvoiceRead"], plan.RequiredPermissions);
        Assert.Equal(["CredentialsManage"], plan.Lost);
        Assert.Equal(5, plan.Steps.Count);
    }

    [Fact]
    public async Task Progress_is_told_after_every_client()
    {
        for (var number = 0; number < 3; number++)
            Bench.AddClient(Permission.InvoiceRead);
        using var process = Bench.Start();
        var told = new ConcurrentBag<(int Done, int Total, string Name)>();

        var results = await process.ConvertAsync(
            new ConversionOptions { OnlyPlan = true, Progress = (done, total, name) => told.Add((done, total, name)) }
        );

        Assert.Equal([(1, 3), (2, 3), (3, 3)], told.Select(one => (one.Done, one.Total)).Order());
        Assert.Equal(results.Select(result => result.Name).Order(), told.Select(one => one.Name).Order());
    }

    [Fact]
    public async Task Running_again_does_only_what_is_left()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        await Bench.ConvertAsync();
        using var process = Bench.Start();

        var again = Assert.Single(await process.ConvertAsync());

        Assert.Equal(ConversionOutcome.AlreadyConverted, again.Outcome);
        Assert.Empty(process.Network.Requests);
    }

    [Fact]
    public async Task A_client_of_another_identity_is_not_moved_to_the_seal_unless_it_is_named()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        await Bench.ConvertAsync(client, new ConversionOptions { Identity = "anna" });
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var byDefault = await Bench.ConvertAsync(client, new ConversionOptions { RevokeToken = true });
        var named = await Bench.ConvertAsync(client, new ConversionOptions { Identity = "seal" });

        Assert.Equal((ConversionOutcome.AlreadyConverted, "anna"), (byDefault.Outcome, byDefault.Identity));
        Assert.False(byDefault.TokenRevoked);
        Assert.Equal($"Convert-KsefToCertificate {client.Nip} -Identity 'anna' -RevokeToken", byDefault.Remedy);
        Assert.Equal((ConversionOutcome.Converted, "seal"), (named.Outcome, named.Identity));
    }

    [Fact]
    public async Task A_granted_client_costs_two_sign_ins_and_two_questions_beside_the_offices_one_list()
    {
        for (var number = 0; number < 3; number++)
            Bench.Grant(Bench.AddClient(Permission.InvoiceRead), permissions: Permission.InvoiceRead);
        using var process = Bench.Start();

        await process.ConvertAsync();

        const int signIns = 4 * 2;
        const int questions = 2;
        const int office = 4 + 1;
        const int key = 1;
        Assert.Equal((3 * (signIns + questions)) + office + key, process.Network.Requests.Count);
    }

    [Fact]
    public async Task A_person_who_says_no_keeps_the_client_as_it_is()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(
            client,
            new ConversionOptions { Confirm = (_, _) => Task.FromResult(false) }
        );

        Assert.Equal(ConversionOutcome.Planned, result.Outcome);
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
    }

    [Fact]
    public async Task One_clients_failure_stops_no_other()
    {
        var broken = Bench.AddClient(Permission.InvoiceRead);
        var sound = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(sound, permissions: Permission.InvoiceRead);
        Bench.World.Block(Sandbox.Identifiers.ContextIdentifier.Nip(broken.Nip));

        var results = await Bench.ConvertAsync();

        Assert.Equal(ConversionOutcome.Converted, results.Single(result => result.Nip == sound.Nip).Outcome);
        Assert.Equal(2, results.Count);
    }

    [Fact]
    public async Task A_grant_that_was_taken_back_while_nobody_looked_is_made_again()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point is "after step 'granted'")
                    throw new SimulatedDeathException(point);
            },
        };
        using (var process = Bench.Start(fate))
            await process.ConvertAsync();
        Bench.World.RemoveGrants(grant => grant.Context == ContextIdentifier.Nip(client.Nip));

        await Bench.ConvertAsync();

        Assert.Equal(ConversionOutcome.Converted, (await Bench.ConvertAsync(client)).Outcome);
    }

    [Fact]
    public async Task A_grant_whose_answer_was_lost_is_found_in_the_same_run_and_not_made_twice()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        using var process = Bench.Start();
        process.Network.LosesAnswerTo = "POST grants";
        process.Network.LosesFrom = "permissions/entities/grants";

        var result = Assert.Single(await process.ConvertAsync());

        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.Single(Bench.GrantsAt(client));
    }

    [Fact]
    public async Task A_grant_that_never_arrived_is_made_in_the_same_run()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        using var process = Bench.Start();
        process.Network.LosesAnswerTo = "POST grants";
        process.Network.LosesFrom = "permissions/entities/grants";
        process.Network.Lost = () =>
            Bench.World.RemoveGrants(grant => grant.Context == ContextIdentifier.Nip(client.Nip));

        var result = Assert.Single(await process.ConvertAsync());

        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.Single(Bench.GrantsAt(client));
    }

    [Fact]
    public async Task What_another_process_is_granting_the_identity_is_left_to_it()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        var office = Bench.Office;
        var order = GrantOrder.ForEntity(
            Core.Identifiers.Nip.Parse(Bench.OfficeNip),
            "Biuro Rachunkowe Sigma",
            ["InvoiceRead"],
            canDelegate: false
        );
        var context = new Core.Identifiers.ContextIdentifier(Core.Identifiers.ContextType.Nip, client.Nip);
        using (SubjectLock.TryTake(office, "grant", order.LockedSubject(office.Settings.Environment, context)))
            Assert.Equal(ConversionOutcome.Busy, (await Bench.ConvertAsync(client)).Outcome);
        Assert.Empty(Bench.GrantsAt(client));

        Assert.Equal(ConversionOutcome.Converted, (await Bench.ConvertAsync(client)).Outcome);
    }

    [Fact]
    public async Task What_was_begun_for_one_identity_is_not_gone_on_with_for_another_and_as_much_is_demanded()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.InvoiceWrite, Permission.CredentialsManage);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point is "after step 'granted'")
                    throw new SimulatedDeathException(point);
            },
        };
        using (var process = Bench.Start(fate))
            await process.ConvertAsync(new ConversionOptions { Identity = "anna" });
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(client, new ConversionOptions { Identity = "seal" });

        Assert.Equal(["InvoiceRead", "InvoiceWrite"], result.RequiredPermissions);
        Assert.Equal(ConversionOutcome.WaitingForClient, result.Outcome);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task A_move_that_was_cut_off_and_taken_back_is_made_again()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point is "after step 'switched'")
                    throw new SimulatedDeathException(point);
            },
        };
        using (var process = Bench.Start(fate))
            await process.ConvertAsync();
        using (var process = Bench.Start())
            await process.RestoreAsync(client);

        await Bench.ConvertAsync();

        Assert.Contains(Bench.AccessOf(client), entry => entry.Identity == "seal");
        Assert.DoesNotContain(Bench.AccessOf(client), entry => entry is { Secret: not null, RetiredOn: null });
    }

    [Fact]
    public async Task A_client_that_another_process_is_moving_is_left_to_it()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        var office = Bench.Office;
        using var other = SubjectLock.TryTake(office, "conversion", $"{office.Settings.Environment} {client.Nip}");

        var result = await Bench.ConvertAsync(client);

        Assert.Equal(ConversionOutcome.Busy, result.Outcome);
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
    }

    [Fact]
    public async Task Without_a_certificate_of_the_office_nothing_is_begun_and_the_way_to_one_is_named()
    {
        Bench.AddClient(Permission.InvoiceRead);
        Bench.Office.Patch(editor => editor.SetIdentitySecret("seal", "ksef-nowhere", vault: null));

        var refusal = await Assert.ThrowsAsync<ConversionException>(() => Bench.ConvertAsync());

        Assert.Equal(ConversionFailure.IdentityWithoutCertificate, refusal.Failure);
    }

    [Theory]
    [InlineData("offline")]
    [InlineData("expired")]
    [InlineData("somebody else's")]
    public async Task With_a_certificate_that_cannot_serve_nothing_is_begun(string what)
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        var seal = new CertificatePlan(SubjectIdentifier.Nip(Bench.OfficeNip));
        Bench.Keep(
            "ksef-office-seal",
            what switch
            {
                "offline" => seal with { Type = KsefCertificateType.Offline },
                "expired" => seal with { Status = CertificateStatus.Expired },
                _ => new CertificatePlan(SubjectIdentifier.Nip(client.Nip)),
            }
        );
        using var process = Bench.Start();

        var refusal = await Assert.ThrowsAsync<ConversionException>(() => process.ConvertAsync());

        Assert.Equal(ConversionFailure.IdentityUnusable, refusal.Failure);
        Assert.Empty(process.Network.Requests);
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
    }

    [Fact]
    public async Task A_grant_that_takes_effect_late_is_waited_for()
    {
        Bench.Settings.PermissionDelay = TimeSpan.FromSeconds(20);
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);

        Assert.Equal(ConversionOutcome.Converted, (await Bench.ConvertAsync(client)).Outcome);
    }

    [Fact]
    public async Task A_grant_that_takes_longer_than_one_run_is_gone_on_with_by_the_next()
    {
        Bench.Settings.PermissionDelay = TimeSpan.FromMinutes(30);
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);

        var first = await Bench.ConvertAsync(client);
        Clock.Advance(TimeSpan.FromMinutes(31));
        var second = await Bench.ConvertAsync(client);

        Assert.Equal(ConversionOutcome.WaitingForGrant, first.Outcome);
        Assert.Equal(ConversionOutcome.Converted, second.Outcome);
        Assert.True(second.WasResumed);
    }

    [Fact]
    public async Task While_a_run_is_unfinished_the_lint_names_it_with_the_command_that_completes_it()
    {
        Bench.Settings.PermissionDelay = TimeSpan.FromMinutes(30);
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        await Bench.ConvertAsync();

        var issues = await new OfficeLint(Bench.Office, Bench.Vault).RunAsync(TestContext.Current.CancellationToken);

        var issue = Assert.Single(issues, found => found.Code is OfficeIssueCode.InterruptedRun);
        Assert.Equal($"Convert-KsefToCertificate {client.Nip}", issue.Remedy);
    }

    [Fact]
    public async Task The_journal_names_secrets_and_holds_none()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        await Bench.ConvertAsync(new ConversionOptions { RevokeToken = true });

        var secret = Bench.World.FindToken(client.Token!)!.Secret.Split('|')[2];
        Assert.DoesNotContain(secret, Bench.JournalText(), StringComparison.Ordinal);
        Assert.Contains(client.Secret.Name, Bench.JournalText(), StringComparison.Ordinal);
    }
}
