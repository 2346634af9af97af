using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions.Lists;

public sealed class SubunitsAndRolesTests : PermissionTest
{
    private const string Unit = "5265877635-12346";

    [Fact]
    public async Task The_administrator_of_an_internal_unit_signs_in_there_and_nowhere_else()
    {
        using var certificate = TestCertificates.Person("PNOPL-" + Anna.Value);
        var unit = new ContextIdentifier(ContextIdentifierType.InternalId, Unit);

        var code = await GrantToEndAsync(
            await SignedAccessAsync(),
            "subunits",
            PermissionBodies.Subunits("InternalId", Unit)
        );
        var signedIn = await XadesSignInAsync(certificate, unit);

        Assert.Equal(200, code);
        Assert.Equal(["CredentialsManage"], Jwt.List(signedIn.Access, "per"));
        Assert.Equal(415, Verdict(await XadesStatusAsync(certificate)).Code);
    }

    [Fact]
    public async Task It_is_listed_in_the_context_above()
    {
        var access = await SignedAccessAsync();
        await GrantToEndAsync(access, "subunits", PermissionBodies.Subunits("InternalId", Unit));

        var entry = Assert.Single(await ListAsync(access, "subunits/grants"));
        var given = Assert.Single(
            await ListAsync(access, "persons/grants", new { queryType = "PermissionsGrantedInCurrentContext" })
        );
        var others = await ListAsync(
            access,
            "subunits/grants",
            new { subunitIdentifier = new { type = "Nip", value = OfficeNip } }
        );

        Assert.Equal((Unit, "Oddział Łódź"), (Text(entry, "subunitIdentifier", "value"), Text(entry, "subunitName")));
        Assert.Equal(Unit, Text(given, "contextIdentifier", "value"));
        Assert.Empty(others);
        Assert.Empty(await ListAsync(access, "persons/grants", new { queryType = "PermissionsInCurrentContext" }));
    }

    [Fact]
    public async Task A_unit_of_another_company_is_410()
    {
        Assert.Equal(
            410,
            await GrantToEndAsync(
                await SignedAccessAsync(),
                "subunits",
                PermissionBodies.Subunits("InternalId", "7762811692-00018")
            )
        );
    }

    [Theory]
    [InlineData("InternalId", "5265877635-12345")]
    [InlineData("InternalId", "5265877635")]
    [InlineData("Nip", "5265877635-12346")]
    public async Task The_units_number_and_its_checksum_are_validated(string type, string value)
    {
        var answer = await GrantAsync(await SignedAccessAsync(), "subunits", PermissionBodies.Subunits(type, value));

        Assert.Equal(21405, answer.Code);
    }

    [Fact]
    public async Task Only_a_group_has_members_430_and_only_its_own_410()
    {
        var access = await SignedAccessAsync();
        var body = PermissionBodies.Subunits("Nip", OfficeNip);

        var ordinary = await GrantToEndAsync(access, "subunits", body);
        World.AddSubject(new SubjectRecord(Client.Value, "Grupa VAT", "VatGroup"));
        var stranger = await GrantToEndAsync(access, "subunits", body);
        World.AddSubject(new SubjectRecord(OfficeNip, "Członek grupy", ParentNip: Client.Value));
        var member = await GrantToEndAsync(access, "subunits", body);

        Assert.Equal((430, 410, 200), (ordinary, stranger, member));
        Assert.Equal([Permission.CredentialsManage], World.RightsOf(Anna, Office));
    }

    [Fact]
    public async Task Roles_are_those_of_the_test_data()
    {
        World.AddSubject(new SubjectRecord(Client.Value, "Gmina Łódź", "JST"));
        World.AddSubject(new SubjectRecord(OfficeNip, "Szkoła nr 7", ParentNip: Client.Value));
        World.AddPerson(new PersonRecord(OtherClient.Value, Anna.Value, "Komornik", IsBailiff: true));

        Assert.Equal(["LocalGovernmentUnit"], await RolesAsync(Client));
        Assert.Equal(["LocalGovernmentSubUnit"], await RolesAsync(Office));
        Assert.Equal(["CourtBailiff"], await RolesAsync(OtherClient));
        var below = Assert.Single(await ListAsync(await SignedAccessAsync(), "subordinate-entities/roles"));
        Assert.Equal(OfficeNip, Text(below, "subordinateEntityIdentifier", "value"));
    }

    [Fact]
    public async Task Whether_invoices_may_have_attachments_is_told()
    {
        var access = await SignedAccessAsync();
        var before = (await GetAsync("/permissions/attachments/status", access)).Json;
        await PostAsync("/testdata/attachment", body: new { nip = Client.Value });
        var after = (await GetAsync("/permissions/attachments/status", access)).Json;

        Assert.False(before.GetProperty("isAttachmentAllowed").GetBoolean());
        Assert.True(after.GetProperty("isAttachmentAllowed").GetBoolean());
    }

    private async Task<List<string?>> RolesAsync(ContextIdentifier context) =>
        [
            .. (await GetAsync("/permissions/query/entities/roles", await SignedAccessAsync(context)))
                .Json.GetProperty("roles")
                .EnumerateArray()
                .Select(role => Text(role, "role")),
        ];
}
