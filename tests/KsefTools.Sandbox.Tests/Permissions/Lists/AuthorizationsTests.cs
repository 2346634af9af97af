using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions.Lists;

public sealed class AuthorizationsTests : PermissionTest
{
    private static readonly object SelfInvoicing = PermissionBodies.Authorization("Nip", OfficeNip, "SelfInvoicing");

    [Fact]
    public async Task Both_sides_list_it()
    {
        var access = await SignedAccessAsync();
        Assert.Equal(200, await GrantToEndAsync(access, "authorizations", SelfInvoicing));

        var granted = Assert.Single(await ListAsync(access, "authorizations/grants", new { queryType = "Granted" }));
        var received = Assert.Single(
            await ListAsync(await SignedAccessAsync(Office), "authorizations/grants", new { queryType = "Received" })
        );

        Assert.Equal(Text(granted, "id"), Text(received, "id"));
        Assert.Equal("SelfInvoicing", Text(granted, "authorizationScope"));
        Assert.Equal(Client.Value, Text(received, "authorizingEntityIdentifier", "value"));
        Assert.Empty(await ListAsync(access, "authorizations/grants", new { queryType = "Received" }));
    }

    [Fact]
    public async Task The_list_is_filtered_by_scope_and_by_company()
    {
        var access = await SignedAccessAsync();
        await GrantToEndAsync(access, "authorizations", SelfInvoicing);
        await GrantToEndAsync(
            access,
            "authorizations",
            PermissionBodies.Authorization("Nip", OtherClient.Value, "RRInvoicing")
        );

        var byScope = await ListAsync(
            access,
            "authorizations/grants",
            new { queryType = "Granted", permissionTypes = new[] { "RRInvoicing" } }
        );
        var byCompany = await ListAsync(
            access,
            "authorizations/grants",
            new { queryType = "Granted", authorizedIdentifier = new { type = "Nip", value = OfficeNip } }
        );

        Assert.Equal(["RRInvoicing"], byScope.Select(e => Text(e, "authorizationScope")));
        Assert.Equal(["SelfInvoicing"], byCompany.Select(e => Text(e, "authorizationScope")));
    }

    [Fact]
    public async Task It_opens_no_session()
    {
        await GrantToEndAsync(await SignedAccessAsync(), "authorizations", SelfInvoicing);
        using var seal = TestCertificates.Seal(OfficeNip);

        Assert.Equal(415, Verdict(await XadesStatusAsync(seal)).Code);
    }

    [Theory]
    [InlineData("PeppolId", "PPL123456", "PefInvoicing", 200)]
    [InlineData("PeppolId", "PPL123456", "SelfInvoicing", 450)]
    [InlineData("Nip", "7762811692", "PefInvoicing", 450)]
    [InlineData("Nip", "5265877635", "SelfInvoicing", 410)]
    public async Task The_kind_of_company_must_fit(string type, string value, string scope, int code)
    {
        var body = PermissionBodies.Authorization(type, value, scope);

        Assert.Equal(code, await GrantToEndAsync(await SignedAccessAsync(), "authorizations", body));
    }

    [Theory]
    [InlineData(DuplicateGrantRule.Ignored, 200)]
    [InlineData(DuplicateGrantRule.Failed, 400)]
    [InlineData(DuplicateGrantRule.NotAllowed, 450)]
    public async Task Twice_it_ends_as_the_setting_says(DuplicateGrantRule rule, int code)
    {
        Host.Main.Settings.DuplicateGrants = rule;
        var access = await SignedAccessAsync();
        await GrantToEndAsync(access, "authorizations", SelfInvoicing);

        Assert.Equal(code, await GrantToEndAsync(access, "authorizations", SelfInvoicing));
        Assert.Single(World.Authorizations);
    }

    [Fact]
    public async Task Who_gave_it_takes_it_back_and_nobody_else_does()
    {
        var access = await SignedAccessAsync();
        await GrantToEndAsync(access, "authorizations", SelfInvoicing);
        var id = World.Authorizations.Single().Id;
        var office = await SignedAccessAsync(Office);

        var byOffice = await EndAsync(office, await RevokeAuthorizationAsync(office, id));
        var byClient = await EndAsync(access, await RevokeAuthorizationAsync(access, id));
        var again = await EndAsync(access, await RevokeAuthorizationAsync(access, id));

        Assert.Equal((440, 200, 400), (byOffice, byClient, again));
        Assert.Empty(World.Authorizations);
    }

    [Theory]
    [InlineData("Nip", "7762811692", "Everything")]
    [InlineData("Nip", "123", "SelfInvoicing")]
    [InlineData("PeppolId", "PL12345678", "PefInvoicing")]
    [InlineData("Pesel", "44051401359", "SelfInvoicing")]
    public async Task Identifiers_and_scopes_are_validated(string type, string value, string scope)
    {
        var body = PermissionBodies.Authorization(type, value, scope);

        Assert.Equal(21405, (await GrantAsync(await SignedAccessAsync(), "authorizations", body)).Code);
    }

    private Task<Answer> RevokeAuthorizationAsync(string access, Guid id) =>
        SendAsync(HttpMethod.Delete, $"/permissions/authorizations/grants/{id}", access);
}
