using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions;

/// <summary>A client and its accounting office.</summary>
public sealed class GrantingToEntitiesTests : PermissionTest
{
    [Fact]
    public async Task The_offices_seal_signs_in_to_the_client_that_granted_and_to_no_other()
    {
        using var seal = TestCertificates.Seal(OfficeNip);
        var body = PermissionBodies.Entities(OfficeNip, canDelegate: false, "InvoiceRead", "InvoiceWrite");

        var code = await GrantToEndAsync(await SignedAccessAsync(), "entities", body);
        var signedIn = await XadesSignInAsync(seal);

        Assert.Equal(200, code);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], Jwt.List(signedIn.Access, "per"));
        Assert.Equal(415, Verdict(await XadesStatusAsync(seal, OtherClient)).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_office_reads_at_home_who_granted_what_and_whether_it_may_pass_it_on(bool canDelegate)
    {
        var body = PermissionBodies.Entities(OfficeNip, canDelegate, "InvoiceRead");
        await GrantToEndAsync(await SignedAccessAsync(), "entities", body);

        var entry = Assert.Single(await ListAsync(await SignedAccessAsync(Office), "entities/grants"));

        Assert.Equal(Client.Value, Text(entry, "contextIdentifier", "value"));
        Assert.Equal("InvoiceRead", Text(entry, "permissionScope"));
        Assert.Equal(canDelegate, entry.GetProperty("canDelegate").GetBoolean());
    }

    [Fact]
    public async Task The_list_is_narrowed_to_one_client()
    {
        GiveOffice(Permission.InvoiceRead);
        GiveOffice(Permission.InvoiceRead, client: OtherClient);
        var access = await SignedAccessAsync(Office);

        var one = await ListAsync(access, "entities/grants", new { contextIdentifier = Identifier(OtherClient) });

        Assert.Equal(["5555555555"], one.Select(e => Text(e, "contextIdentifier", "value")));
        Assert.Equal(2, (await ListAsync(access, "entities/grants")).Count);
    }

    [Fact]
    public async Task An_office_of_150_clients_is_read_in_two_pages()
    {
        for (var client = 0; client < 150; client++)
            GiveOffice(Permission.InvoiceRead, client: ContextIdentifier.Nip($"{1111111111 + client}"));
        var access = await SignedAccessAsync(Office);

        var first = (await PostAsync("/permissions/query/entities/grants?pageSize=100", access, new { })).Json;
        var second = (
            await PostAsync("/permissions/query/entities/grants?pageSize=100&pageOffset=1", access, new { })
        ).Json;

        Assert.Equal(
            (100, true, 50, false),
            (
                first.GetProperty("permissions").GetArrayLength(),
                first.GetProperty("hasMore").GetBoolean(),
                second.GetProperty("permissions").GetArrayLength(),
                second.GetProperty("hasMore").GetBoolean()
            )
        );
        var clients = first
            .GetProperty("permissions")
            .EnumerateArray()
            .Concat(second.GetProperty("permissions").EnumerateArray())
            .Select(e => Text(e, "contextIdentifier", "value"));
        Assert.Equal(150, clients.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_company_grants_nothing_to_itself_410()
    {
        var body = PermissionBodies.Entities(Client.Value, canDelegate: false, "InvoiceRead");

        Assert.Equal(410, await GrantToEndAsync(await SignedAccessAsync(), "entities", body));
    }

    /// <summary>
    /// As the Ministry's own client expects: in a unit of its own the taxpayer handles invoices as any other company.
    /// </summary>
    [Fact]
    public async Task Inside_an_InternalId_the_taxpayer_itself_may_be_let_handle_invoices()
    {
        var unit = new ContextIdentifier(ContextIdentifierType.InternalId, $"{Client.Value}-12346");
        GiveAnna(Permission.CredentialsManage, unit);
        var access = await SignedAccessAsync(unit, Anna);

        var code = await GrantToEndAsync(
            access,
            "entities",
            PermissionBodies.Entities(Client.Value, canDelegate: false, "InvoiceRead", "InvoiceWrite")
        );

        Assert.Equal(200, code);
        Assert.Equal(2, World.GrantsIn(unit).Count(grant => grant.Authorized == SubjectIdentifier.Nip(Client.Value)));
    }

    [Fact]
    public async Task Only_invoices_go_to_a_company()
    {
        var body = PermissionBodies.Entities(OfficeNip, canDelegate: false, "CredentialsRead");

        Assert.Equal(21405, (await GrantAsync(await SignedAccessAsync(), "entities", body)).Code);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task In_the_clients_context_the_office_sees_its_own_grants_unless_a_setting_hides_them(
        bool shown,
        int entries
    )
    {
        GiveOffice(Permission.InvoiceRead);
        Host.Main.Settings.CompanySeesOwnGrants = shown;

        var own = await ListAsync(await SignedAccessAsync(Client, OfficeSubject), "personal/grants");

        Assert.Equal(entries, own.Count);
    }

    [Theory]
    [InlineData(true, "Biuro rachunkowe")]
    [InlineData(false, null)]
    public async Task The_clients_list_of_persons_shows_companies_unless_a_setting_hides_them(bool shown, string? name)
    {
        GiveOffice(Permission.InvoiceRead);
        Host.Main.Settings.EntityGrantsInPersonsList = shown;

        var listed = await ListAsync(
            await SignedAccessAsync(),
            "persons/grants",
            new { queryType = "PermissionsInCurrentContext" }
        );

        Assert.Equal(name, listed.Select(e => Text(e, "subjectEntityDetails", "fullName")).SingleOrDefault());
    }
}
