using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions;

/// <summary>Indirect grants, made in the office's own context.</summary>
public sealed class GrantingToStaffTests : PermissionTest
{
    [Fact]
    public async Task For_one_client_it_needs_a_grant_that_may_be_passed_on_440()
    {
        Host.Main.Settings.IndirectGrantNeedsDelegation = true;
        var access = await SignedAccessAsync(Office);
        var body = ForOne(Client, "InvoiceRead");

        var none = await GrantToEndAsync(access, "indirect", body);
        GiveOffice(Permission.InvoiceRead, canDelegate: false);
        var notDelegable = await GrantToEndAsync(access, "indirect", body);
        // Any right that may be passed on will do, says the contract; what comes of it is another matter.
        GiveOffice(Permission.InvoiceWrite);
        var granted = await GrantToEndAsync(access, "indirect", body);

        Assert.Equal((440, 440, 200), (none, notDelegable, granted));
        Assert.Empty(World.RightsOf(Anna, Client));
    }

    /// <summary>As the Ministry's own client expects; by the letter of the contract it is 440.</summary>
    [Theory]
    [InlineData(false, 200, "Inactive")]
    [InlineData(true, 440, null)]
    public async Task Where_the_client_gave_CredentialsManage_alone_it_is_accepted_and_inactive(
        bool letter,
        int code,
        string? state
    )
    {
        Host.Main.Settings.IndirectGrantNeedsDelegation = letter;
        World.AddGrant(GiveAnna(Permission.CredentialsManage) with { Authorized = OfficeSubject });
        var access = await SignedAccessAsync(Office);

        var ended = await GrantToEndAsync(access, "indirect", ForOne(Client, "InvoiceRead"));
        var listed = await ListAsync(
            access,
            "persons/grants",
            new { queryType = "PermissionsGrantedInCurrentContext", permissionState = "Inactive" }
        );

        Assert.Equal(code, ended);
        Assert.Equal(state, listed.Select(entry => Text(entry, "permissionState")).SingleOrDefault());
        Assert.Empty(World.RightsOf(Anna, Client));
    }

    [Fact]
    public async Task Where_the_client_gave_nothing_it_is_440_in_any_case() =>
        Assert.Equal(
            440,
            await GrantToEndAsync(await SignedAccessAsync(Office), "indirect", ForOne(Client, "InvoiceRead"))
        );

    [Theory]
    [InlineData("AllPartners")]
    [InlineData(null)]
    public async Task For_all_partners_it_needs_none_and_works_when_one_comes(string? type)
    {
        var target = type is null ? null : new { type };
        var body = PermissionBodies.Indirect("Pesel", Anna.Value, target, "InvoiceRead");

        var code = await GrantToEndAsync(await SignedAccessAsync(Office), "indirect", body);
        var before = World.RightsOf(Anna, Client);
        GiveOffice(Permission.InvoiceRead);

        Assert.Equal(200, code);
        Assert.Empty(before);
        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, Client));
        Assert.Equal(GrantTarget.AllPartners, World.IndirectGrants.Single().Target);
    }

    [Fact]
    public async Task Staff_sign_in_to_the_client_with_what_came_through()
    {
        GiveOffice(Permission.InvoiceRead);
        GiveOffice(Permission.InvoiceWrite, canDelegate: false);
        await GrantToEndAsync(
            await SignedAccessAsync(Office),
            "indirect",
            ForOne(Client, "InvoiceRead", "InvoiceWrite")
        );
        using var certificate = TestCertificates.Person("PNOPL-" + Anna.Value);

        var signedIn = await XadesSignInAsync(certificate);

        Assert.Equal(["InvoiceRead"], Jwt.List(signedIn.Access, "per"));
    }

    [Fact]
    public async Task For_itself_the_office_cannot_be_a_target_410()
    {
        Assert.Equal(
            410,
            await GrantToEndAsync(await SignedAccessAsync(Office), "indirect", ForOne(Office, "InvoiceRead"))
        );
    }

    [Theory]
    [InlineData("Nip", null)]
    [InlineData("AllPartners", "5265877635")]
    [InlineData("InternalId", "5265877635-12345")]
    [InlineData("Everybody", null)]
    public async Task Targets_are_validated(string type, string? value)
    {
        var body = PermissionBodies.Indirect("Pesel", Anna.Value, new { type, value }, "InvoiceRead");

        Assert.Equal(21405, (await GrantAsync(await SignedAccessAsync(Office), "indirect", body)).Code);
    }

    [Fact]
    public async Task Only_invoices_are_passed_on()
    {
        Assert.Equal(
            21405,
            (await GrantAsync(await SignedAccessAsync(Office), "indirect", ForOne(Client, "Introspection"))).Code
        );
    }

    [Fact]
    public async Task The_office_lists_them_with_their_targets()
    {
        GiveOffice(Permission.InvoiceRead);
        PassOn(Permission.InvoiceRead);
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        PassOn(Permission.InvoiceRead, GrantTarget.AllPartners);
        var access = await SignedAccessAsync(Office);

        var all = await ListAsync(access, "persons/grants", new { queryType = "PermissionsInCurrentContext" });
        var forOne = await ListAsync(
            access,
            "persons/grants",
            new { queryType = "PermissionsInCurrentContext", targetIdentifier = Identifier(Client) }
        );

        Assert.Equal(["AllPartners", "Nip"], all.Select(e => Text(e, "targetIdentifier", "type")));
        Assert.Equal([Client.Value], forOne.Select(e => Text(e, "targetIdentifier", "value")));
    }

    [Fact]
    public async Task The_client_does_not_see_the_offices_staff()
    {
        GiveOffice(Permission.InvoiceRead);
        PassOn(Permission.InvoiceRead);

        var listed = await ListAsync(
            await SignedAccessAsync(),
            "persons/grants",
            new { queryType = "PermissionsInCurrentContext" }
        );

        Assert.Equal([OfficeNip], listed.Select(e => Text(e, "authorizedIdentifier", "value")));
    }

    [Theory]
    [InlineData(false, "Inactive")]
    [InlineData(true, "Active")]
    public async Task What_rests_on_nothing_shows_to_staff_and_office_as_the_setting_says(bool active, string state)
    {
        Host.Main.Settings.BaselessGrantsShownActive = active;
        GiveAnna(Permission.Introspection);
        PassOn(Permission.InvoiceRead);
        var anna = await SignedAccessAsync(Client, Anna);
        var filter = new { permissionTypes = new[] { "InvoiceRead" } };
        var atOffice = new { queryType = "PermissionsInCurrentContext" };

        var own = Assert.Single(await ListAsync(anna, "personal/grants", filter));
        var listed = Assert.Single(await ListAsync(await SignedAccessAsync(Office), "persons/grants", atOffice));

        Assert.Equal((state, state), (Text(own, "permissionState"), Text(listed, "permissionState")));
        Assert.Equal([Permission.Introspection], World.RightsOf(Anna, Client));
    }

    [Fact]
    public async Task The_filter_by_state_goes_by_what_is_shown()
    {
        GiveAnna(Permission.Introspection);
        PassOn(Permission.InvoiceRead);
        var anna = await SignedAccessAsync(Client, Anna);

        var active = await ListAsync(anna, "personal/grants", new { permissionState = "Active" });
        var inactive = await ListAsync(anna, "personal/grants", new { permissionState = "Inactive" });

        Assert.Equal(["Introspection"], active.Select(e => Text(e, "permissionScope")));
        Assert.Equal(["InvoiceRead"], inactive.Select(e => Text(e, "permissionScope")));
    }

    [Fact]
    public async Task At_the_office_staff_see_theirs_with_the_targets()
    {
        GiveAnna(Permission.CredentialsRead, Office);
        GiveOffice(Permission.InvoiceRead);
        PassOn(Permission.InvoiceRead);

        var own = await ListAsync(
            await SignedAccessAsync(Office, Anna),
            "personal/grants",
            new { permissionTypes = new[] { "InvoiceRead" } }
        );

        var entry = Assert.Single(own);
        Assert.Equal(
            (Client.Value, OfficeNip, "Active"),
            (
                Text(entry, "targetIdentifier", "value"),
                Text(entry, "contextIdentifier", "value"),
                Text(entry, "permissionState")
            )
        );
    }

    [Fact]
    public async Task A_plan_may_say_that_a_grant_is_inactive()
    {
        var grant = GiveAnna(Permission.InvoiceRead);
        World.AddGrant(grant with { IsActive = false });

        Assert.Empty(World.RightsOf(Anna, Client));
        var listed = await ListAsync(
            await SignedAccessAsync(),
            "persons/grants",
            new { queryType = "PermissionsInCurrentContext" }
        );
        Assert.Equal(["Inactive"], listed.Select(e => Text(e, "permissionState")));
    }

    private static object ForOne(ContextIdentifier client, params string[] permissions) =>
        PermissionBodies.Indirect("Pesel", Anna.Value, Identifier(client), permissions);
}
