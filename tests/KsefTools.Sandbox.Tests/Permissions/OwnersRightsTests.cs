using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions;

/// <summary>What an owner sees of its own rights: nothing before release 2.9.0, all of them since.</summary>
public sealed class OwnersRightsTests : PermissionTest
{
    private const string Personal = "personal/grants";

    private static readonly string[] All =
    [
        .. Enum.GetNames<Permission>().Where(name => name is not "VatUeManage").Order(StringComparer.Ordinal),
    ];

    [Fact]
    public async Task Each_right_is_an_entry() => Assert.Equal(All, await ScopesAsync(await SignedAccessAsync()));

    [Fact]
    public async Task The_linked_PESEL_sees_them_too()
    {
        World.AddPerson(new PersonRecord(Client.Value, Anna.Value, "Anna Żak"));

        Assert.Equal(All, await ScopesAsync(await SignedAccessAsync(Client, Anna)));
    }

    [Fact]
    public async Task Nobody_else_sees_them()
    {
        GiveAnna(Permission.InvoiceRead);

        Assert.Equal(["InvoiceRead"], await ScopesAsync(await SignedAccessAsync(Client, Anna)));
    }

    [Fact]
    public async Task A_token_of_the_owner_is_no_owner()
    {
        var session = await SignInAsync(AddToken(Permission.InvoiceRead));

        Assert.Empty(await ScopesAsync(session.Access));
    }

    [Fact]
    public async Task They_are_active_keep_their_ids_and_name_no_grantor()
    {
        var access = await SignedAccessAsync();

        var first = await ListAsync(access, Personal);
        var second = await ListAsync(access, Personal);

        Assert.All(first, entry => Assert.Equal("Active", Text(entry, "permissionState")));
        Assert.All(first, entry => Assert.False(entry.TryGetProperty("contextIdentifier", out _)));
        Assert.Equal(first.Select(entry => Text(entry, "id")), second.Select(entry => Text(entry, "id")));
        Assert.Empty(await ListAsync(access, Personal, new { contextIdentifier = Identifier(Client) }));
    }

    [Fact]
    public async Task They_stand_beside_what_others_granted_the_company()
    {
        GiveOffice(Permission.InvoiceRead);

        var shown = await ListAsync(
            await SignedAccessAsync(Office),
            Personal,
            new { permissionTypes = new[] { "InvoiceRead" } }
        );

        Assert.Equal(2, shown.Count);
    }

    [Fact]
    public async Task Nobody_takes_them_away()
    {
        var access = await SignedAccessAsync();
        var id = Guid.Parse(Text((await ListAsync(access, Personal))[0], "id")!);

        Assert.Equal(400, await EndAsync(access, await RevokeAsync(access, id)));
    }

    [Fact]
    public async Task Before_2_9_0_there_are_none()
    {
        Host.Main.Settings.ApiVersion = new Version(2, 8, 1);

        Assert.Empty(await ScopesAsync(await SignedAccessAsync()));
    }

    /// <summary>Beyond the contract at hand, so asked for without holding the answer against it.</summary>
    [Fact]
    public async Task They_may_come_as_one_entry_named_Owner()
    {
        Host.Main.Settings.OwnerRights = OwnerRightsShown.AsOwner;
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Url("/permissions/query/personal/grants"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await SignedAccessAsync());
        request.Content = JsonContent.Create(new { });

        using var response = await http.SendAsync(request);

        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Owner", Text(Assert.Single(body.GetProperty("permissions").EnumerateArray()), "permissionScope"));
    }

    private async Task<List<string?>> ScopesAsync(string access) =>
        [
            .. (await ListAsync(access, Personal))
                .Select(entry => Text(entry, "permissionScope"))
                .Order(StringComparer.Ordinal),
        ];
}
