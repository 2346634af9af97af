using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions.Lists;

public sealed class ListsOfPersonsTests : PermissionTest
{
    private const string InContext = "PermissionsInCurrentContext";
    private const string GivenHere = "PermissionsGrantedInCurrentContext";
    private static readonly SubjectIdentifier Owner = SubjectIdentifier.Nip(Client.Value);

    [Fact]
    public async Task One_list_has_everybody_the_other_what_the_caller_gave()
    {
        Add(Permission.InvoiceRead, author: null);
        Add(Permission.InvoiceWrite, author: Owner);
        Add(Permission.Introspection, author: OfficeSubject);
        var access = await SignedAccessAsync();

        var all = await ScopesAsync(access, new { queryType = InContext });
        var own = await ScopesAsync(access, new { queryType = GivenHere });

        Assert.Equal(["Introspection", "InvoiceRead", "InvoiceWrite"], all);
        Assert.Equal(["InvoiceWrite"], own);
    }

    [Fact]
    public async Task What_KSeF_entered_from_a_form_has_the_system_as_its_author()
    {
        Add(Permission.InvoiceRead, author: null);
        Add(Permission.InvoiceWrite, author: Owner);
        var access = await SignedAccessAsync();

        var bySystem = await ListAsync(
            access,
            "persons/grants",
            new { queryType = InContext, authorIdentifier = new { type = "System" } }
        );
        var byOwner = await ScopesAsync(
            access,
            new { queryType = InContext, authorIdentifier = new { type = "Nip", value = Client.Value } }
        );

        var entry = Assert.Single(bySystem);
        Assert.Equal(
            ("InvoiceRead", "System"),
            (Text(entry, "permissionScope"), Text(entry, "authorIdentifier", "type"))
        );
        Assert.Equal(["InvoiceWrite"], byOwner);
    }

    [Fact]
    public async Task It_is_narrowed_to_a_person_a_permission_or_a_state()
    {
        Add(Permission.InvoiceRead, Owner);
        Add(Permission.InvoiceWrite, Owner);
        World.AddGrant(Add(Permission.Introspection, Owner) with { Authorized = OfficeSubject });
        var access = await SignedAccessAsync();

        var ofAnna = await ScopesAsync(
            access,
            new { queryType = InContext, authorizedIdentifier = new { type = "Pesel", value = Anna.Value } }
        );
        var toWrite = await ScopesAsync(
            access,
            new { queryType = InContext, permissionTypes = new[] { "InvoiceWrite" } }
        );
        var inactive = await ScopesAsync(access, new { queryType = InContext, permissionState = "Inactive" });

        Assert.Equal(["InvoiceRead", "InvoiceWrite"], ofAnna);
        Assert.Equal(["InvoiceWrite"], toWrite);
        Assert.Empty(inactive);
    }

    [Theory]
    [InlineData(Permission.CredentialsManage, true)]
    [InlineData(Permission.CredentialsRead, true)]
    [InlineData(Permission.SubunitManage, true)]
    [InlineData(Permission.InvoiceRead, false)]
    public async Task It_takes_a_right_to_see_permissions(Permission permission, bool allowed)
    {
        GiveAnna(permission);

        var answer = await PostAsync(
            "/permissions/query/persons/grants",
            await SignedAccessAsync(Client, Anna),
            new { queryType = InContext }
        );

        Assert.Equal(allowed ? 200 : 403, (int)answer.Status);
    }

    [Theory]
    [InlineData(Permission.CredentialsRead, 200)]
    [InlineData(Permission.SubunitManage, 403)]
    public async Task So_does_the_list_of_what_companies_gave(Permission permission, int status)
    {
        GiveAnna(permission);

        var answer = await PostAsync(
            "/permissions/query/entities/grants",
            await SignedAccessAsync(Client, Anna),
            new { }
        );

        Assert.Equal(status, (int)answer.Status);
    }

    [Fact]
    public async Task The_owner_is_never_listed()
    {
        World.AddPerson(new PersonRecord(Client.Value, Anna.Value, "Anna Żak"));

        Assert.Empty(await ScopesAsync(await SignedAccessAsync(), new { queryType = InContext }));
    }

    [Theory]
    [InlineData("Everything", null, null)]
    [InlineData(InContext, "Sleeping", null)]
    [InlineData(InContext, null, "Everything")]
    public async Task Filters_are_validated(string queryType, string? permissionState, string? permission)
    {
        var permissionTypes = permission is null ? null : new[] { permission };

        var answer = await PostAsync(
            "/permissions/query/persons/grants",
            await SignedAccessAsync(),
            new
            {
                queryType,
                permissionState,
                permissionTypes,
            }
        );

        Assert.Equal(21405, answer.Code);
    }

    private GrantRecord Add(Permission permission, SubjectIdentifier? author)
    {
        var grant = GiveAnna(permission) with { Author = author };
        World.AddGrant(grant);
        return grant;
    }

    private async Task<List<string?>> ScopesAsync(string access, object filter) =>
        [
            .. (await ListAsync(access, "persons/grants", filter))
                .Select(e => Text(e, "permissionScope"))
                .Order(StringComparer.Ordinal),
        ];
}
