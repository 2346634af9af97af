using System.Net;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions;

public sealed class WhoMayGrantTests : PermissionTest
{
    public static TheoryData<string> Grants => ["persons", "entities", "indirect", "authorizations"];

    [Theory]
    [MemberData(nameof(Grants))]
    public async Task Without_CredentialsManage_it_is_403_that_names_what_is_missing(string kind)
    {
        GiveAnna(Permission.CredentialsRead);

        var answer = await GrantAsync(await SignedAccessAsync(Client, Anna), kind, Body(kind));

        var security = answer.Json.GetProperty("security");
        Assert.Equal((HttpStatusCode.Forbidden, "missing-permissions"), (answer.Status, Reason(answer)));
        Assert.Equal("CredentialsManage", security.GetProperty("requiredAnyOfPermissions")[0].GetString());
        Assert.Equal("CredentialsRead", security.GetProperty("presentPermissions")[0].GetString());
    }

    [Fact]
    public async Task Subunits_take_SubunitManage()
    {
        GiveAnna(Permission.CredentialsManage);
        var body = Body("subunits");
        var without = await GrantAsync(await SignedAccessAsync(Client, Anna), "subunits", body);
        GiveAnna(Permission.SubunitManage);
        var with = await GrantAsync(await SignedAccessAsync(Client, Anna), "subunits", body);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Accepted), (without.Status, with.Status));
    }

    [Fact]
    public async Task A_person_with_CredentialsManage_grants_what_it_does_not_hold_itself()
    {
        GiveAnna(Permission.CredentialsManage);

        Assert.Equal(200, await GrantToEndAsync(await SignedAccessAsync(Client, Anna), "entities", Body("entities")));
        Assert.Equal([Permission.InvoiceRead], World.RightsOf(OfficeSubject, Client));
    }

    [Fact]
    public async Task Where_a_setting_says_so_a_grantor_must_hold_it_420()
    {
        Host.Main.Settings.GrantorMustHold = true;
        GiveAnna(Permission.CredentialsManage);
        var access = await SignedAccessAsync(Client, Anna);

        var without = await GrantToEndAsync(access, "entities", Body("entities"));
        GiveAnna(Permission.InvoiceRead);
        var with = await GrantToEndAsync(await SignedAccessAsync(Client, Anna), "entities", Body("entities"));

        Assert.Equal((420, 200), (without, with));
    }

    [Theory]
    [MemberData(nameof(Grants))]
    public async Task A_token_with_CredentialsManage_grants(string kind)
    {
        var access = (await SignInAsync(AddToken(Permission.CredentialsManage))).Access;

        Assert.Equal(200, await GrantToEndAsync(access, kind, Body(kind)));
    }

    [Fact]
    public async Task What_a_token_in_truth_may_not_do_it_may_not_grant_by()
    {
        var token = World.CreateToken(
            new State.NewToken(Client, SubjectIdentifier.Nip(Client.Value), [Permission.CredentialsManage])
            {
                EffectivePermissions = [Permission.InvoiceRead],
            }
        );

        var answer = await GrantAsync((await SignInAsync(token)).Access, "entities", Body("entities"));

        Assert.Equal("missing-permissions", Reason(answer));
    }

    [Fact]
    public async Task Where_a_setting_forbids_it_a_token_is_refused_at_once()
    {
        Host.Main.Settings.GrantsByToken = TokenGrantRule.Forbidden;
        var given = GiveOffice(Permission.InvoiceRead);
        var access = (await SignInAsync(AddToken(Permission.CredentialsManage))).Access;

        var grant = await GrantAsync(access, "persons", Body("persons"));
        var revocation = await RevokeAsync(access, given.Id);

        Assert.Equal(("auth-method-not-allowed", "auth-method-not-allowed"), (Reason(grant), Reason(revocation)));
        Assert.Equal(
            "Token",
            grant.Json.GetProperty("security").GetProperty("authenticationMethodCategory").GetString()
        );
        Assert.Equal(200, await GrantToEndAsync(await SignedAccessAsync(), "persons", Body("persons")));
    }

    [Fact]
    public async Task Or_a_token_is_accepted_and_refused_in_the_end_420()
    {
        Host.Main.Settings.GrantsByToken = TokenGrantRule.FailsLater;
        var given = GiveOffice(Permission.InvoiceRead);
        var access = (await SignInAsync(AddToken(Permission.CredentialsManage))).Access;

        var grant = await GrantToEndAsync(access, "persons", Body("persons"));
        var revocation = await EndAsync(access, await RevokeAsync(access, given.Id));
        var signed = await GrantToEndAsync(await SignedAccessAsync(), "persons", Body("persons"));

        Assert.Equal((420, 420, 200), (grant, revocation, signed));
        Assert.NotNull(World.FindGrant(given.Id));
    }

    [Fact]
    public async Task The_settings_are_changed_by_their_names_while_it_runs()
    {
        await Http.ControlAsync(
            Host,
            HttpMethod.Patch,
            "/settings",
            new
            {
                grantsByToken = "Forbidden",
                duplicateGrants = "NotAllowed",
                permissionDelay = "00:00:05",
                permissionPolls = 0,
            }
        );

        var settings = Host.Main.Settings;
        Assert.Equal(
            (TokenGrantRule.Forbidden, DuplicateGrantRule.NotAllowed, TimeSpan.FromSeconds(5), 0),
            (settings.GrantsByToken, settings.DuplicateGrants, settings.PermissionDelay, settings.PermissionPolls)
        );
    }

    [Fact]
    public async Task In_another_kind_of_context_it_is_403()
    {
        var unit = new ContextIdentifier(ContextIdentifierType.InternalId, "5265877635-12346");
        var union = new ContextIdentifier(ContextIdentifierType.NipVatUe, "5265877635-DE123456789");

        var indirect = await GrantAsync(await SignedAccessAsync(unit), "indirect", Body("indirect"));
        var persons = await GrantAsync(await SignedAccessAsync(union), "persons", Body("persons"));
        var within = await GrantAsync(await SignedAccessAsync(unit), "persons", Body("persons"));

        Assert.Equal(("context-type-not-allowed", "context-type-not-allowed"), (Reason(indirect), Reason(persons)));
        Assert.Equal(
            "InternalId",
            indirect.Json.GetProperty("security").GetProperty("contextIdentifierType").GetString()
        );
        Assert.Equal(HttpStatusCode.Accepted, within.Status);
    }

    private static object Body(string kind) => PermissionBodies.Of($"POST /permissions/{kind}/grants")!;
}
