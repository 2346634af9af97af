using KsefTools.Core.Office.Settings;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Audit;

/// <summary>Every finding, from the situation in KSeF that causes it.</summary>
public sealed class TokenAuditFindingTests
{
    [Fact]
    public async Task A_token_that_works_is_healthy_and_tells_what_it_may_do()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, token) = await office.AddClientWithTokenAsync(expected: "InvoiceRead");

        var result = await office.RunAsync(client);

        Assert.Empty(AuditHarness.CodesOf(result));
        Assert.Equal(CredentialStatus.Healthy, result.Status);
        Assert.Equal(["InvoiceRead"], result.Permissions);
        Assert.Equal(token.ReferenceNumber, result.Reference);
        Assert.Equal(token.DateCreated, result.CreatedOn);
        Assert.Equal(OfficeDefaults.TokensEndOn, result.EndsOn.ToDay());
        Assert.Equal(SignInKind.Cold, result.SignIn);
        Assert.Equal(AuditHarness.Start, result.TestedAt, TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData(TokenStatus.Revoked, FindingCode.TokenRevoked)]
    [InlineData(TokenStatus.Failed, FindingCode.TokenInactive)]
    public async Task A_revoked_token_is_told_from_an_inactive_one(TokenStatus status, FindingCode code)
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync(token => token with { Status = status });

        var result = await office.RunAsync(client);

        Assert.Equal([code], AuditHarness.CodesOf(result));
        Assert.Empty(result.Permissions);
        Assert.Equal(SignInKind.None, result.SignIn);
    }

    [Fact]
    public async Task A_token_of_today_that_is_not_active_yet_is_pending()
    {
        await using var office = await AuditHarness.StartAsync();
        var client = office.AddClient();
        var token = office.Host.World.CreateToken(
            ContextIdentifier.Nip(client.Nip),
            SubjectIdentifier.Nip(client.Nip),
            [Permission.InvoiceRead],
            status: TokenStatus.Pending
        );
        await office.StoreAsync(client, token.Secret);

        Assert.Equal([FindingCode.TokenPending], AuditHarness.CodesOf(await office.RunAsync(client)));
    }

    [Fact]
    public async Task A_token_that_KSeF_never_issued_is_unknown()
    {
        await using var office = await AuditHarness.StartAsync();
        var client = office.AddClient();
        await office.StoreAsync(client, $"20260301-EC-0123456789-0123456789-01|nip-{client.Nip}|{new string('a', 64)}");

        Assert.Equal([FindingCode.TokenUnknown], AuditHarness.CodesOf(await office.RunAsync(client)));
    }

    [Theory]
    [InlineData(TokenStatus.Active)]
    [InlineData(TokenStatus.Revoked)]
    public async Task A_token_of_another_environment_is_found_there(TokenStatus status)
    {
        await using var office = await AuditHarness.StartAsync();
        var client = office.AddClient();
        var token = office.AddToken(client, token => token with { Status = status }, world: office.Host.Test.World);
        await office.StoreAsync(client, token.Secret);

        var result = await office.RunAsync(client);

        Assert.Equal([FindingCode.WrongEnvironment], AuditHarness.CodesOf(result));
        Assert.Contains(office.Host.TestBaseAddress.AbsolutePath, result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_environments_are_tried_only_where_the_office_says_so()
    {
        await using var office = await AuditHarness.StartAsync();
        office.Policy = new OfficePolicy();
        var client = office.AddClient();
        await office.StoreAsync(client, office.AddToken(client, world: office.Host.Test.World).Secret);

        Assert.Equal([FindingCode.TokenUnknown], AuditHarness.CodesOf(await office.RunAsync(client)));
        Assert.DoesNotContain(
            office.Requests,
            request => request.Contains(office.Host.TestBaseAddress.AbsolutePath, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_token_whose_text_names_another_client_is_never_used()
    {
        await using var office = await AuditHarness.StartAsync();
        var (_, others) = await office.AddClientWithTokenAsync();
        var client = office.AddClient();
        await office.StoreAsync(client, others.Secret);

        var result = await office.RunAsync(client);

        Assert.Equal([FindingCode.WrongContext], AuditHarness.CodesOf(result));
        Assert.Empty(office.Requests);
    }

    [Fact]
    public async Task A_token_without_context_in_its_text_is_refused_in_another_clients_context()
    {
        await using var office = await AuditHarness.StartAsync();
        var token = office.AddToken(office.AddClient(), withContext: false);
        var client = office.AddClient();
        await office.StoreAsync(client, token.Secret);

        Assert.Equal([FindingCode.WrongContext], AuditHarness.CodesOf(await office.RunAsync(client)));
    }

    [Fact]
    public async Task A_blocked_context_is_critical()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();
        office.Host.World.Block(ContextIdentifier.Nip(client.Nip));

        var result = await office.RunAsync(client);

        Assert.Equal([FindingCode.ContextBlocked], AuditHarness.CodesOf(result));
        Assert.Equal(CredentialStatus.Critical, result.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_whose_author_lost_all_rights_has_no_permissions(bool signsInAllTheSame)
    {
        await using var office = await AuditHarness.StartAsync();
        office.Host.Main.Settings.SignInWithoutPermissions = signsInAllTheSame;
        var (client, _) = await office.AddClientWithTokenAsync(token => token with { EffectivePermissions = [] });

        Assert.Equal([FindingCode.NoPermissions], AuditHarness.CodesOf(await office.RunAsync(client)));
    }

    [Fact]
    public async Task A_permission_that_the_profile_expects_is_missed()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync(null, "InvoiceRead", "InvoiceWrite");

        Assert.Equal([FindingCode.MissingPermission], AuditHarness.CodesOf(await office.RunAsync(client)));
    }

    [Fact]
    public async Task A_permission_that_nobody_needs_is_excess()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync(
            token => token with { RequestedPermissions = [Permission.InvoiceRead, Permission.SubunitManage] },
            "InvoiceRead"
        );

        Assert.Equal([FindingCode.ExcessPermission], AuditHarness.CodesOf(await office.RunAsync(client)));
    }

    [Fact]
    public async Task Rights_that_the_author_lost_are_told_although_the_token_lists_them()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync(
            token =>
                token with
                {
                    RequestedPermissions = [Permission.InvoiceRead, Permission.InvoiceWrite],
                    EffectivePermissions = [Permission.InvoiceRead],
                },
            "InvoiceRead"
        );

        Assert.Equal([FindingCode.EffectiveBelowRequested], AuditHarness.CodesOf(await office.RunAsync(client)));
    }

    [Fact]
    public async Task A_token_older_than_a_year_is_due_for_rotation()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync(token =>
            token with
            {
                DateCreated = AuditHarness.Start.AddDays(-366),
            }
        );

        Assert.Equal([FindingCode.RotationDue], AuditHarness.CodesOf(await office.RunAsync(client)));
    }

    [Fact]
    public async Task An_active_token_that_no_profile_names_is_a_ghost()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync(
            token => token with { RequestedPermissions = [Permission.InvoiceRead, Permission.CredentialsRead] },
            "InvoiceRead",
            "CredentialsRead"
        );
        var ghost = office.AddToken(client);
        office.AddToken(client, token => token with { Status = TokenStatus.Revoked });

        var result = await office.RunAsync(client);

        Assert.Equal([FindingCode.GhostToken], AuditHarness.CodesOf(result));
        Assert.Contains(ghost.ReferenceNumber, result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_another_profile_of_the_office_names_is_no_ghost()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync(
            token => token with { RequestedPermissions = [Permission.InvoiceRead, Permission.CredentialsRead] },
            "InvoiceRead",
            "CredentialsRead"
        );
        var other = client with { SecretName = "other", Reference = office.AddToken(client).ReferenceNumber };

        var results = await office.RunAsync(
            new() { Policy = office.Policy, CredentialsOfOffice = [client, other] },
            client
        );

        Assert.Empty(AuditHarness.CodesOf(Assert.Single(results)));
    }

    [Fact]
    public async Task Two_clients_with_one_token_are_both_told()
    {
        await using var office = await AuditHarness.StartAsync();
        var (owner, token) = await office.AddClientWithTokenAsync();
        owner = owner with { Reference = token.ReferenceNumber };
        var borrower = office.AddClient() with { Reference = token.ReferenceNumber };
        await office.StoreAsync(borrower, token.Secret);

        var results = await office.RunAsync(null, owner, borrower);

        Assert.All(
            results,
            result => Assert.Equal(FindingCode.SameSecretTwice, AuditHarness.CodesOf(result).Order().Last())
        );
        Assert.Contains(
            borrower.Nip,
            results.Single(result => result.Nip == owner.Nip).Findings[0].Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_session_that_outlives_its_token_does_not_hide_that_it_was_revoked()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, token) = await office.AddClientWithTokenAsync();
        await office.RunAsync(client);
        office.Host.World.UpdateToken(token.ReferenceNumber, live => live with { Status = TokenStatus.Revoked });

        var result = await office.RunAsync(client);

        Assert.Equal([FindingCode.TokenRevoked], AuditHarness.CodesOf(result));
        Assert.Equal(SignInKind.Live, result.SignIn);
    }

    [Fact]
    public async Task After_the_day_on_which_tokens_end_the_verdict_says_so()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();
        office.Host.Main.Settings.TokenEndDate = new DateTimeOffset(2026, 12, 31, 23, 0, 0, TimeSpan.Zero);
        office.Host.Clock.MoveTo(new DateTimeOffset(2027, 1, 2, 8, 0, 0, TimeSpan.Zero));

        var result = await office.RunAsync(client);

        Assert.Equal(
            [FindingCode.TokenInactive, FindingCode.TokenEndsByLaw],
            result.Findings.Select(finding => finding.Code)
        );
    }
}
