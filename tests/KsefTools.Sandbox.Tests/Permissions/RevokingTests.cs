using System.Net;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions;

public sealed class RevokingTests : PermissionTest
{
    [Fact]
    public async Task What_is_revoked_works_until_the_operation_ends()
    {
        var grant = GiveAnna(Permission.InvoiceRead);
        var access = await SignedAccessAsync();

        var accepted = await RevokeAsync(access, grant.Id);
        var meanwhile = World.RightsOf(Anna, Client);
        var code = await EndAsync(access, accepted);

        Assert.Equal((HttpStatusCode.Accepted, 200), (accepted.Status, code));
        Assert.Equal([Permission.InvoiceRead], meanwhile);
        Assert.Empty(World.RightsOf(Anna, Client));
    }

    [Fact]
    public async Task A_session_keeps_its_rights_until_its_token_is_refreshed()
    {
        var grant = GiveAnna(Permission.InvoiceRead);
        GiveAnna(Permission.InvoiceWrite);
        using var certificate = TestCertificates.Person("PNOPL-" + Anna.Value);
        var anna = await XadesSignInAsync(certificate);
        var access = await SignedAccessAsync();

        await EndAsync(access, await RevokeAsync(access, grant.Id));
        var refreshed = (await PostAsync("/auth/token/refresh", anna.Refresh)).Json;

        Assert.Equal(
            ["InvoiceWrite"],
            Jwt.List(refreshed.GetProperty("accessToken").GetProperty("token").GetString()!, "per")
        );
    }

    [Fact]
    public async Task One_that_does_not_exist_ends_at_400_as_does_the_second_revocation()
    {
        var grant = GiveAnna(Permission.InvoiceRead);
        var access = await SignedAccessAsync();

        var first = await EndAsync(access, await RevokeAsync(access, grant.Id));
        var second = await EndAsync(access, await RevokeAsync(access, grant.Id));

        Assert.Equal((200, 400), (first, second));
    }

    [Fact]
    public async Task Who_received_a_grant_cannot_revoke_it_440()
    {
        var grant = GiveOffice(Permission.InvoiceRead);
        var access = await SignedAccessAsync(Office);

        Assert.Equal(440, await EndAsync(access, await RevokeAsync(access, grant.Id)));
        Assert.NotNull(World.FindGrant(grant.Id));
    }

    [Fact]
    public async Task The_office_takes_back_what_it_passed_on()
    {
        GiveOffice(Permission.InvoiceRead);
        var passed = PassOn(Permission.InvoiceRead);
        var access = await SignedAccessAsync(Office);

        Assert.Equal(200, await EndAsync(access, await RevokeAsync(access, passed.Id)));
        Assert.Empty(World.RightsOf(Anna, Client));
        Assert.Equal([Permission.InvoiceRead], World.RightsOf(OfficeSubject, Client));
    }

    [Fact]
    public async Task SubunitManage_revokes_administrators_of_subunits_alone_420()
    {
        var unit = new ContextIdentifier(ContextIdentifierType.InternalId, "5265877635-12346");
        GiveAnna(Permission.SubunitManage);
        var ordinary = GiveAnna(Permission.InvoiceRead);
        var administrator = ordinary with
        {
            Id = World.Numbers.NextGuid(),
            Kind = State.Grants.GrantKind.Subunit,
            Permission = Permission.CredentialsManage,
            Context = unit,
            GrantedIn = Client,
        };
        World.AddGrant(administrator);
        var access = await SignedAccessAsync(Client, Anna);

        var refused = await EndAsync(access, await RevokeAsync(access, ordinary.Id));
        var revoked = await EndAsync(access, await RevokeAsync(access, administrator.Id));

        Assert.Equal((420, 200), (refused, revoked));
    }

    [Fact]
    public async Task Without_a_right_to_manage_it_is_403()
    {
        var grant = GiveAnna(Permission.CredentialsRead);

        Assert.Equal("missing-permissions", Reason(await RevokeAsync(await SignedAccessAsync(Client, Anna), grant.Id)));
    }

    [Fact]
    public async Task An_id_that_is_none_is_21405()
    {
        var answer = await SendAsync(
            HttpMethod.Delete,
            "/permissions/common/grants/not-a-grant",
            await SignedAccessAsync()
        );

        Assert.Equal(21405, answer.Code);
    }
}
