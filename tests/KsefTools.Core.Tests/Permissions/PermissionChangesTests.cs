using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Permissions;
using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.SignIn;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>Grants and revocations at the sandbox, which shares no code with them.</summary>
public sealed class PermissionChangesTests : IAsyncLifetime
{
    private PermissionBench _bench = null!;

    private static GrantOrder ToOffice =>
        GrantOrder.ForEntity(
            Nip.Parse(PermissionBench.OfficeNip),
            "Biuro Rachunkowe Sigma",
            ["InvoiceRead", "InvoiceWrite"],
            canDelegate: true
        );

    public async ValueTask InitializeAsync() => _bench = await PermissionBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_token_that_may_manage_lets_the_office_in()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);

        var result = await _bench.DoAsync(_bench.Job(ToOffice, "token"));

        Assert.Equal(PermissionChangeOutcome.Granted, result.Change?.Outcome);
        Assert.Equal(2, _bench.World.Grants.Count(grant => grant.CanDelegate));
    }

    [Fact]
    public async Task The_second_run_finds_all_there()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        await _bench.DoAsync(_bench.Job(ToOffice, "token"));

        var result = await _bench.DoAsync(_bench.Job(ToOffice, "token"));

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

        var result = await _bench.DoAsync(_bench.Job(ToOffice, "token", "client-seal"));

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

        var result = await _bench.DoAsync(_bench.Job(ToOffice, "missing", "token"));

        Assert.Equal(expected, Assert.IsType<PermissionException>(result.Failure).Failure);
        Assert.Empty(_bench.World.Grants);
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task A_client_without_any_credential_is_a_failure_of_its_own()
    {
        var result = await _bench.DoAsync(_bench.Job(ToOffice));

        Assert.Equal(CredentialFailure.NotNamed, Assert.IsType<CredentialException>(result.Failure).Failure);
    }

    [Fact]
    public async Task An_operation_that_KSeF_does_not_finish_is_gone_on_with_by_the_next_run()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        _bench.Settings.PermissionDelay = TimeSpan.FromMinutes(30);
        var first = await _bench.DoAsync(_bench.Job(ToOffice, "token"));
        Assert.Equal(PermissionChangeOutcome.InProgress, first.Change?.Outcome);
        Assert.Single(JournalReader.FindOpen(_bench.Office));

        _bench.World.Clock.Advance(TimeSpan.FromHours(1));
        var second = await _bench.DoAsync(_bench.Job(ToOffice, "token"));

        Assert.Equal(PermissionChangeOutcome.Granted, second.Change?.Outcome);
        Assert.Equal(first.Change?.ReferenceNumber, second.Change?.ReferenceNumber);
        Assert.Equal(2, _bench.World.Grants.Count());
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task What_another_process_is_granting_is_left_to_it()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        var job = _bench.Job(ToOffice, "token");
        using var other = SubjectLock.TryTake(_bench.Office, "grant", job.LockedSubject);

        var result = await _bench.DoAsync(job);

        Assert.Equal(PermissionChangeOutcome.Busy, result.Change?.Outcome);
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

        var result = await _bench.DoAsync(_bench.Job(ToOffice, "token"));

        Assert.Equal(PermissionChangeOutcome.Granted, result.Change?.Outcome);
    }

    [Fact]
    public async Task The_same_grant_twice_in_one_run_is_made_once()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        var job = _bench.Job(ToOffice, "token");

        var results = await _bench.DoAllAsync([job, job]);

        Assert.Equal(
            [PermissionChangeOutcome.Granted, PermissionChangeOutcome.AlreadyGranted],
            results.Select(result => result.Change!.Outcome)
        );
        Assert.Equal(2, _bench.World.Grants.Count());
    }

    [Theory]
    [InlineData(DuplicateGrantRule.Ignored)]
    [InlineData(DuplicateGrantRule.Failed)]
    [InlineData(DuplicateGrantRule.NotAllowed)]
    public async Task What_the_list_does_not_show_is_found_to_be_there_all_the_same(DuplicateGrantRule rule)
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        await _bench.DoAsync(_bench.Job(ToOffice, "token"));
        (_bench.Settings.EntityGrantsInPersonsList, _bench.Settings.DuplicateGrants) = (false, rule);

        var result = await _bench.DoAsync(_bench.Job(ToOffice, "token"));

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
    public async Task What_was_revoked_is_gone_and_a_second_revocation_says_so()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        await _bench.DoAsync(_bench.Job(ToOffice, "token"));
        var grant = _bench.World.Grants.First();
        var job = _bench.Job(ToOffice, "token") with { Order = null, PermissionId = grant.Id.ToString() };

        Assert.Equal(PermissionChangeOutcome.Revoked, (await _bench.DoAsync(job)).Change?.Outcome);
        Assert.Null(_bench.World.FindGrant(grant.Id));
        Assert.Equal(PermissionChangeOutcome.NotThere, (await _bench.DoAsync(job)).Change?.Outcome);
    }
}
