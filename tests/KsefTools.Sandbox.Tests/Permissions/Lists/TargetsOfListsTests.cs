using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions.Lists;

/// <summary>
/// A list that asks for a target. The contract's target is that of an indirect grant; the Ministry's own client names
/// the context itself and expects its direct grants.
/// </summary>
public sealed class TargetsOfListsTests : PermissionTest
{
    private const string Persons = "persons/grants";
    private const string Personal = "personal/grants";

    [Theory]
    [InlineData(Persons, false, 1)]
    [InlineData(Persons, true, 0)]
    [InlineData(Personal, false, 1)]
    [InlineData(Personal, true, 0)]
    public async Task Ones_own_context_as_target_finds_direct_grants_unless_the_letter_of_the_contract_is_asked_for(
        string list,
        bool letter,
        int found
    )
    {
        Host.Main.Settings.OwnTargetHidesDirectGrants = letter;
        GiveAnna(Permission.InvoiceRead);

        Assert.Equal(found, (await ListAsync(await AccessAsync(list), list, Filter(list, Client))).Count);
    }

    [Theory]
    [InlineData(Persons)]
    [InlineData(Personal)]
    public async Task Another_target_finds_no_direct_grant(string list)
    {
        GiveAnna(Permission.InvoiceRead);

        Assert.Empty(await ListAsync(await AccessAsync(list), list, Filter(list, OtherClient)));
    }

    [Fact]
    public async Task In_the_offices_context_a_client_as_target_finds_what_is_for_that_client()
    {
        GiveOffice(Permission.InvoiceRead);
        PassOn(Permission.InvoiceRead);
        GiveAnna(Permission.Introspection, Office);

        var shown = await ListAsync(await SignedAccessAsync(Office), Persons, Filter(Persons, Client));

        Assert.Equal(["InvoiceRead"], shown.Select(entry => Text(entry, "permissionScope")));
    }

    [Fact]
    public async Task As_grantor_another_context_hides_the_grants_of_this_one()
    {
        GiveAnna(Permission.InvoiceWrite);
        var other = new { type = "Nip", value = OtherClient.Value };

        var shown = await ListAsync(
            await SignedAccessAsync(Client, Anna),
            Personal,
            new { contextIdentifier = other, targetIdentifier = other }
        );

        Assert.Empty(shown);
    }

    private static object Filter(string list, ContextIdentifier target) =>
        list is Persons
            ? new { queryType = "PermissionsInCurrentContext", targetIdentifier = Identifier(target) }
            : new { targetIdentifier = Identifier(target) };

    private Task<string> AccessAsync(string list) =>
        list is Persons ? SignedAccessAsync() : SignedAccessAsync(Client, Anna);
}
