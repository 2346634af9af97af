using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Permissions;
using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.SignIn;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using ContextIdentifier = KsefTools.Core.Identifiers.ContextIdentifier;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>Grants and revocations at the sandbox, which shares no code with them.</summary>
public sealed class PermissionChangesTests : IAsyncLifetime
{
    private PermissionBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await PermissionBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_token_that_may_manage_lets_the_office_in()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);

        var result = await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, "token"));

        Assert.Equal(PermissionChangeOutcome.Granted, result.Change?.Outcome);
        Assert.Equal(2, _bench.World.Grants.Count(grant => grant.CanDelegate));
        var change = result.Change!;
        Assert.Equal(
            ("Nip", PermissionBench.OfficeNip, "Biuro Rachunkowe Sigma"),
            (change.SubjectType, change.Subject, change.SubjectName)
        );
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], change.Permissions);
        Assert.Equal((true, null, ""), (change.CanDelegate, change.Target, change.Reason));
    }

    [Fact]
    public async Task The_second_run_finds_all_there()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, "token"));

        var result = await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, "token"));

        Assert.Equal(PermissionChangeOutcome.AlreadyGranted, result.Change?.Outcome);
        Assert.Equal(2, _bench.World.Grants.Count());
    }

    [Theory]
    [InlineData(TokenGrantRule.Forbidden)]
    [InlineData(TokenGrantRule.FailsLater)]
    public async Task Where_KSeF_lets_no_token_grant_the_next_credential_does_it(TokenGrantRule rule)
    {
        _bench.Settings.GrantsByToken = rule;
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        await _bench.SealAsync("client-seal", PermissionBench.Client);

        var result = await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, "token", "client-seal"));

        Assert.Equal(PermissionChangeOutcome.Granted, result.Change?.Outcome);
        Assert.Equal(2, _bench.World.Grants.Count());
    }

    [Theory]
    [InlineData(TokenGrantRule.Forbidden, PermissionFailure.MethodNotAllowed)]
    [InlineData(TokenGrantRule.FailsLater, PermissionFailure.CallerLacksRights)]
    public async Task Where_no_credential_may_the_refusal_says_which_it_is(
        TokenGrantRule rule,
        PermissionFailure expected
    )
    {
        _bench.Settings.GrantsByToken = rule;
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);

        var result = await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, "missing", "token"));

        Assert.Equal(expected, Assert.IsType<PermissionException>(result.Failure).Failure);
        Assert.Empty(_bench.World.Grants);
        var record = Assert.Single(JournalReader.ReadAll(_bench.Office));
        Assert.True(record.IsFinished);
        Assert.True(record.Has("refused"));
    }

    [Theory]
    [InlineData("missing", "token")]
    [InlineData("token", "missing")]
    [InlineData("refused", "token")]
    public async Task What_KSeF_says_of_the_change_tells_more_than_that_a_credential_cannot_be_tried(
        params string[] secrets
    )
    {
        _bench.Settings.GrantsByToken = TokenGrantRule.Forbidden;
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        await _bench.TokenAsync("refused", PermissionBench.Client);

        var result = await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, secrets));

        Assert.IsType<PermissionException>(result.Failure);
    }

    [Theory]
    [InlineData(typeof(CredentialException), "missing")]
    [InlineData(typeof(CredentialException), "missing", "refused")]
    [InlineData(typeof(SignInException), "refused", "missing")]
    public async Task Where_no_credential_signs_in_the_best_one_says_why(Type expected, params string[] secrets)
    {
        await _bench.TokenAsync("refused", PermissionBench.Client);

        var result = await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, secrets));

        Assert.IsType(expected, result.Failure);
        Assert.NotEqual(CredentialFailure.NotNamed, (result.Failure as CredentialException)?.Failure);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("refused")]
    public async Task Where_a_credential_does_not_sign_in_the_next_one_does_it(string first)
    {
        await _bench.TokenAsync("refused", PermissionBench.Client);
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);

        var result = await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, first, "token"));

        Assert.Equal(PermissionChangeOutcome.Granted, result.Change?.Outcome);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(403, true)]
    [InlineData(404, true)]
    [InlineData(500, false)]
    public async Task Only_a_no_of_KSeFs_leaves_nothing_to_go_on_with_and_no_other_credential_is_tried(
        int status,
        bool isFinished
    )
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        await _bench.TokenAsync("other", PermissionBench.Client, Permission.CredentialsManage);
        _bench.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/permissions/entities/grants",
                Status: status,
                Body: """{"title":"x","reasonCode":"x","errors":[{"code":21405,"description":"Odmowa."}]}"""
            )
        );

        var result = await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, "token", "other"));

        Assert.IsType<KsefApiException>(result.Failure);
        Assert.Equal(isFinished, Assert.Single(JournalReader.ReadAll(_bench.Office)).IsFinished);
        Assert.Equal(1, _bench.Network.Count("POST challenge"));
    }

    [Fact]
    public async Task A_client_without_any_credential_is_a_failure_of_its_own()
    {
        var result = await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice));

        Assert.Equal(CredentialFailure.NotNamed, Assert.IsType<CredentialException>(result.Failure).Failure);
    }

    [Fact]
    public async Task An_operation_that_KSeF_does_not_finish_is_gone_on_with_by_the_next_run()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        _bench.Settings.PermissionDelay = TimeSpan.FromMinutes(30);
        var first = await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, "token"));
        Assert.Equal(PermissionChangeOutcome.InProgress, first.Change?.Outcome);
        var open = Assert.Single(JournalReader.FindOpen(_bench.Office));
        Assert.Equal(
            (OperationKind.Grant, $"{PermissionBench.Client}: {PermissionBench.ToOffice}"),
            (open.Kind, open.Subject)
        );

        _bench.World.Clock.Advance(TimeSpan.FromHours(1));
        var second = await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, "token"));

        Assert.Equal(PermissionChangeOutcome.Granted, second.Change?.Outcome);
        Assert.Equal(first.Change?.ReferenceNumber, second.Change?.ReferenceNumber);
        Assert.Equal(2, _bench.World.Grants.Count());
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task A_revocation_that_KSeF_does_not_finish_is_gone_on_with_as_one()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        var id = _bench.LetIn(PermissionBench.Client, Permission.InvoiceRead, canDelegate: true).ToString();
        var job = _bench.Job(PermissionBench.ToOffice, "token") with { Order = null, PermissionId = id };
        _bench.Settings.PermissionDelay = TimeSpan.FromMinutes(30);

        var first = await _bench.DoAsync(job);

        Assert.Equal(PermissionChangeOutcome.InProgress, first.Change?.Outcome);
        var record = Assert.Single(JournalReader.FindOpen(_bench.Office));
        Assert.Equal((OperationKind.Withdrawal, $"{PermissionBench.Client}: {id}"), (record.Kind, record.Subject));
        _bench.World.Clock.Advance(TimeSpan.FromHours(1));
        var second = await _bench.DoAsync(job);
        Assert.Equal(PermissionChangeOutcome.Revoked, second.Change?.Outcome);
        Assert.Equal(first.Change?.ReferenceNumber, second.Change?.ReferenceNumber);
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task What_another_process_is_granting_is_left_to_it()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        var job = _bench.Job(PermissionBench.ToOffice, "token");
        using var other = SubjectLock.TryTake(_bench.Office, "grant", job.LockedSubject);

        var result = await _bench.DoAsync(job);

        Assert.Equal(
            (PermissionChangeOutcome.Busy, PermissionSentences.Busy),
            (result.Change!.Outcome, result.Change.Reason)
        );
        Assert.Empty(_bench.World.Grants);
        Assert.Empty(_bench.Network.Requests);
    }

    [Fact]
    public async Task What_is_granted_to_somebody_else_there_keeps_nobody_from_it()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        var toPerson = _bench.Job(
            GrantOrder.ForPerson(
                new GrantRecipient(new("Pesel", PermissionBench.Pesel), PersonSubject.ByIdentifier("Anna", "Nowak")),
                ["InvoiceRead"]
            ),
            "token"
        );
        using var other = SubjectLock.TryTake(_bench.Office, "grant", toPerson.LockedSubject);

        var result = await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, "token"));

        Assert.Equal(PermissionChangeOutcome.Granted, result.Change?.Outcome);
    }

    [Fact]
    public async Task The_same_grant_twice_in_one_run_is_made_once()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        var job = _bench.Job(PermissionBench.ToOffice, "token");

        var results = await _bench.DoAllAsync([job, job]);

        Assert.Equal(
            [PermissionChangeOutcome.Granted, PermissionChangeOutcome.AlreadyGranted],
            results.Select(result => result.Change!.Outcome)
        );
        Assert.Equal(2, _bench.World.Grants.Count());
        Assert.Equal(1, _bench.Network.Count("POST challenge"));
    }

    [Theory]
    [InlineData(DuplicateGrantRule.Ignored)]
    [InlineData(DuplicateGrantRule.Failed)]
    [InlineData(DuplicateGrantRule.NotAllowed)]
    public async Task What_the_list_does_not_show_is_found_to_be_there_all_the_same(DuplicateGrantRule rule)
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, "token"));
        (_bench.Settings.EntityGrantsInPersonsList, _bench.Settings.DuplicateGrants) = (false, rule);

        var result = await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, "token"));

        Assert.Null(result.Failure);
        Assert.Equal(2, _bench.World.Grants.Count());
    }

    [Fact]
    public async Task The_office_hands_on_to_all_its_clients_what_they_let_it()
    {
        var order = GrantOrder.Indirect(
            new(new("Pesel", PermissionBench.Pesel), PersonSubject.ByIdentifier("Anna", "Nowak")),
            ["InvoiceRead"],
            client: null
        );

        var result = await _bench.DoAsync(_bench.Job(order, "seal"));

        Assert.Equal(PermissionChangeOutcome.Granted, result.Change?.Outcome);
        Assert.Equal("AllPartners", result.Change?.Target);
        Assert.Equal(
            PermissionChangeOutcome.AlreadyGranted,
            (await _bench.DoAsync(_bench.Job(order, "seal"))).Change?.Outcome
        );
    }

    [Fact]
    public async Task What_the_office_hands_on_is_said_to_be_without_effect_once_the_client_has_withdrawn()
    {
        var order = GrantOrder.Indirect(
            new(new("Pesel", PermissionBench.Pesel), PersonSubject.ByIdentifier("Anna", "Nowak")),
            ["InvoiceRead"],
            ContextIdentifier.Of(Nip.Parse(PermissionBench.Client))
        );
        var basis = _bench.LetIn(PermissionBench.Client, Permission.InvoiceRead, canDelegate: true);
        await _bench.DoAsync(_bench.Job(order, "seal"));

        var based = await _bench.DoAsync(_bench.Job(order, "seal"));
        _bench.World.RemoveGrant(basis);
        var baseless = await _bench.DoAsync(_bench.Job(order, "seal"));

        Assert.Equal(
            (PermissionSentences.Inactive, PermissionBench.Client),
            (baseless.Change!.Reason, baseless.Change.Target)
        );
        Assert.Equal("", based.Change!.Reason);
        Assert.False(based.Change.CanDelegate);
    }

    [Fact]
    public async Task What_was_revoked_is_gone_and_a_second_revocation_says_so()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        await _bench.DoAsync(_bench.Job(PermissionBench.ToOffice, "token"));
        var grant = _bench.World.Grants.First();
        var job = _bench.Job(PermissionBench.ToOffice, "token") with
        {
            Order = null,
            PermissionId = grant.Id.ToString(),
        };

        var first = (await _bench.DoAsync(job)).Change!;
        Assert.Null(_bench.World.FindGrant(grant.Id));
        var second = (await _bench.DoAsync(job)).Change!;

        Assert.Equal((PermissionChangeOutcome.Revoked, ""), (first.Outcome, first.Reason));
        Assert.Equal((PermissionChangeOutcome.NotThere, PermissionSentences.NotThere), (second.Outcome, second.Reason));
    }

    [Fact]
    public async Task A_revocation_says_of_the_permission_what_was_known()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        var id = _bench.LetIn(PermissionBench.Client, Permission.InvoiceRead, canDelegate: true).ToString();
        var job = _bench.Job(PermissionBench.ToOffice, "token") with
        {
            Order = null,
            PermissionId = id,
            Revoked = new KsefPermission
            {
                Nip = PermissionBench.Client,
                Name = "Klient",
                Environment = _bench.Environment,
                SubjectType = "Pesel",
                Subject = PermissionBench.Pesel,
                SubjectName = "Anna Nowak",
                Permission = "InvoiceRead",
                Source = PermissionSource.Indirect,
                State = PermissionState.Active,
                Context = PermissionBench.Client,
                Target = "AllPartners",
            },
        };

        var change = (await _bench.DoAsync(job)).Change!;

        Assert.Equal(
            ("Pesel", PermissionBench.Pesel, "Anna Nowak"),
            (change.SubjectType, change.Subject, change.SubjectName)
        );
        Assert.Equal(("InvoiceRead", "AllPartners", id), (Assert.Single(change.Permissions), change.Target, change.Id));
        Assert.False(change.CanDelegate);
    }
}
