using KsefTools.Core.Conversion;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>Every route of docs/ksef.md, Permissions, from the situation that leads to it, over HTTP.</summary>
public sealed class ConversionRouteTests : ConversionTest
{
    [Fact]
    public async Task A_client_who_has_granted_the_office_all_that_is_needed_is_moved_at_once()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.InvoiceWrite);
        Bench.Grant(client, permissions: [Permission.InvoiceRead, Permission.InvoiceWrite]);

        var result = await Bench.ConvertAsync(client);

        Assert.Equal(ConversionRoute.AlreadyGranted, result.Route);
        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.True(result.IsProven);
        Assert.Empty(result.Surplus);
        Assert.Empty(result.Lost);
    }

    [Fact]
    public async Task A_moved_client_has_the_identity_in_its_profile_and_the_token_as_the_way_back()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        await Bench.ConvertAsync();

        Assert.Collection(
            Bench.AccessOf(client),
            token => Assert.Equal(DateOnly.FromDateTime(Clock.GetLocalNow().DateTime), token.RetiredOn),
            identity => Assert.Equal("seal", identity.Identity)
        );
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Fact]
    public async Task A_token_that_may_grant_grants_what_is_missing_and_no_more()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.InvoiceWrite, Permission.CredentialsManage);
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(client);

        Assert.Equal(ConversionRoute.ByToken, result.Route);
        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.Equal(["CredentialsManage"], result.Lost);
        Assert.NotNull(result.OperationReference);
        Assert.Equal(
            [Permission.InvoiceRead, Permission.InvoiceWrite],
            Bench.GrantsAt(client).Select(grant => grant.Permission).Order()
        );
        Assert.DoesNotContain(Bench.GrantsAt(client), grant => grant.CanDelegate);
    }

    [Theory]
    [InlineData(TokenGrantRule.Forbidden)]
    [InlineData(TokenGrantRule.FailsLater)]
    public async Task Where_KSeF_lets_no_token_grant_the_client_is_asked(TokenGrantRule rule)
    {
        Bench.Settings.GrantsByToken = rule;
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);

        var result = await Bench.ConvertAsync(client);

        Assert.Equal(ConversionRoute.ByClient, result.Route);
        Assert.Equal(ConversionOutcome.WaitingForClient, result.Outcome);
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
    }

    [Fact]
    public async Task A_client_who_has_granted_nothing_has_to_be_asked()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(client);

        Assert.Equal(ConversionRoute.ByClient, result.Route);
        Assert.Equal(ConversionOutcome.WaitingForClient, result.Outcome);
        Assert.Contains("InvoiceRead", result.Reason, StringComparison.Ordinal);
        Assert.Contains("-RequestPath", result.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grant_that_the_client_makes_later_is_noticed()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        Assert.Equal(ConversionOutcome.Converted, (await Bench.ConvertAsync(client)).Outcome);
    }

    [Fact]
    public async Task An_audit_tells_that_the_awaited_grant_has_come_and_asks_nothing_before_anybody_waits()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        using var process = Bench.Start();
        Assert.Empty(await process.FindArrivedAsync());
        Assert.Empty(process.Network.Requests);

        await Bench.ConvertAsync();
        var before = await process.FindArrivedAsync();
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        var after = await process.FindArrivedAsync();
        await Bench.ConvertAsync();

        Assert.Empty(before);
        Assert.Equal([client.Nip], after);
        Assert.Empty(await process.FindArrivedAsync());
    }

    [Fact]
    public async Task What_no_company_can_have_needs_a_person()
    {
        var client = Bench.AddClient(
            expected: ["InvoiceRead", "Introspection"],
            Permission.InvoiceRead,
            Permission.Introspection
        );
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(client);

        Assert.Equal(ConversionRoute.NeedsPerson, result.Route);
        Assert.Equal(ConversionOutcome.NeedsPerson, result.Outcome);
    }

    [Fact]
    public async Task What_the_office_may_do_beyond_the_token_is_told()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: [Permission.InvoiceRead, Permission.InvoiceWrite]);

        Assert.Equal(["InvoiceWrite"], (await Bench.ConvertAsync(client)).Surplus);
    }

    [Fact]
    public async Task A_dead_token_keeps_no_granted_client_from_being_moved()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        Assert.Equal(ConversionOutcome.Converted, (await Bench.ConvertAsync(client)).Outcome);
    }

    [Fact]
    public async Task A_client_without_a_token_is_moved_where_it_has_granted_the_office()
    {
        var client = Bench.AddClient();
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(client);

        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.Equal("seal", Assert.Single(Bench.AccessOf(client)).Identity);
    }

    [Fact]
    public async Task A_blocked_client_is_named_as_blocked_and_left_alone()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        Bench.World.Block(ContextIdentifier.Nip(client.Nip));

        var result = await Bench.ConvertAsync(client);

        Assert.Equal(ConversionOutcome.Failed, result.Outcome);
        Assert.Contains("ContextBlocked", result.Reason, StringComparison.Ordinal);
        Assert.Empty(Bench.GrantsAt(client));
    }

    [Fact]
    public async Task A_token_of_another_client_is_sent_nowhere()
    {
        var owner = Bench.AddClient(Permission.InvoiceRead);
        var borrower = Bench.AddClient(Permission.InvoiceRead);
        Bench.Keep(borrower.Secret.Name, Bench.World.FindToken(owner.Token!)!.Secret);
        Bench.Grant(borrower, permissions: Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(borrower);

        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.Empty(result.TokenPermissions);
    }

    [Fact]
    public async Task An_employee_is_let_in_through_the_office_where_the_client_allowed_passing_on()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, canDelegate: true, Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(client, new ConversionOptions { Identity = "anna" });

        Assert.Equal(ConversionRoute.ByOtherSession, result.Route);
        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.Contains(Bench.AccessOf(client), entry => entry.Identity == "anna");
    }

    [Fact]
    public async Task An_employee_cannot_act_through_the_office_where_the_client_did_not_allow_it()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, canDelegate: false, Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(client, new ConversionOptions { Identity = "anna" });

        Assert.Equal(ConversionRoute.ByClient, result.Route);
    }

    [Fact]
    public async Task An_employee_can_be_granted_by_the_token_what_no_company_can_have()
    {
        var client = Bench.AddClient(
            expected: ["Introspection"],
            Permission.InvoiceRead,
            Permission.Introspection,
            Permission.CredentialsManage
        );

        var result = await Bench.ConvertAsync(client, new ConversionOptions { Identity = "anna" });

        Assert.Equal(ConversionRoute.ByToken, result.Route);
        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.Equal(["Introspection", "InvoiceRead"], result.IdentityPermissions);
    }

    [Fact]
    public async Task The_clients_own_certificate_may_let_the_office_in()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);

        var result = await Bench.ConvertAsync(client);

        Assert.Equal(ConversionRoute.ByOtherSession, result.Route);
        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
    }

    [Fact]
    public async Task Even_where_it_is_allowed_the_clients_own_certificate_rather_lets_the_office_in_than_serves()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);

        var result = await Bench.ConvertAsync(client, new ConversionOptions { AllowOwnCertificate = true });

        Assert.Equal(ConversionRoute.ByOtherSession, result.Route);
        Assert.Equal(["InvoiceRead"], result.IdentityPermissions);
    }

    [Theory]
    [InlineData(false, ConversionOutcome.Converted, ConversionRoute.AlreadyGranted)]
    [InlineData(true, ConversionOutcome.AlreadyConverted, ConversionRoute.OwnCertificate)]
    public async Task Where_an_identity_is_named_the_clients_own_certificate_serves_only_where_it_is_allowed_to(
        bool isAllowed,
        ConversionOutcome outcome,
        ConversionRoute route
    )
    {
        var client = Bench.AddClient();
        Bench.AddOwnCertificate(client);
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(
            client,
            new ConversionOptions { Identity = "seal", AllowOwnCertificate = isAllowed }
        );

        Assert.Equal((outcome, route), (result.Outcome, result.Route));
    }

    [Fact]
    public async Task The_clients_own_certificate_serves_it_only_where_a_person_says_so()
    {
        var client = Bench.AddClient(expected: ["Introspection"], Permission.InvoiceRead, Permission.Introspection);
        Bench.AddOwnCertificate(client);

        Assert.Equal(ConversionRoute.NeedsPerson, (await Bench.ConvertAsync(client)).Route);
        var allowed = await Bench.ConvertAsync(client, new ConversionOptions { AllowOwnCertificate = true });

        Assert.Equal(ConversionRoute.OwnCertificate, allowed.Route);
        Assert.Equal(ConversionOutcome.Converted, allowed.Outcome);
        Assert.Equal(["Owner"], allowed.Surplus);
        Assert.DoesNotContain(Bench.AccessOf(client), entry => entry.Identity is not null);
    }
}
