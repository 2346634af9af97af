using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Grants;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions;

/// <summary>
/// What staff of an accounting office may do: the client's delegable grant and the office's grant, both.
/// </summary>
public sealed class RightsOfStaffTests : PermissionTest
{
    [Fact]
    public void A_delegable_grant_passed_on_works_in_the_clients_context()
    {
        GiveOffice(Permission.InvoiceRead);
        GiveOffice(Permission.InvoiceWrite, canDelegate: false);
        PassOn(Permission.InvoiceRead);
        PassOn(Permission.InvoiceWrite);

        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, Client));
    }

    [Fact]
    public void For_all_partners_it_works_wherever_the_client_let_it_be_passed_on()
    {
        GiveOffice(Permission.InvoiceRead);
        PassOn(Permission.InvoiceRead, GrantTarget.AllPartners);

        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, Client));
        Assert.Empty(World.RightsOf(Anna, OtherClient));
    }

    [Fact]
    public void For_one_client_it_works_with_no_other_and_not_in_the_offices_own_context()
    {
        GiveOffice(Permission.InvoiceRead);
        GiveOffice(Permission.InvoiceRead, client: OtherClient);
        PassOn(Permission.InvoiceRead);

        Assert.Empty(World.RightsOf(Anna, OtherClient));
        Assert.Empty(World.RightsOf(Anna, Office));
    }

    [Fact]
    public void Another_office_that_may_pass_on_is_no_basis()
    {
        GiveOffice(Permission.InvoiceRead, canDelegate: false);
        World.AddGrant(
            State.GrantRecord.ToEntity(
                World.Numbers.NextGuid(),
                Client,
                OtherClient.Value,
                Permission.InvoiceRead,
                canDelegate: true,
                Start
            )
        );
        PassOn(Permission.InvoiceRead);

        Assert.Empty(World.RightsOf(Anna, Client));
    }

    [Fact]
    public void When_the_client_takes_its_grant_back_nothing_is_left_for_staff()
    {
        var given = GiveOffice(Permission.InvoiceRead);
        var passed = PassOn(Permission.InvoiceRead);

        World.RemoveGrant(given.Id);

        Assert.Empty(World.RightsOf(Anna, Client));
        Assert.False(World.IsInEffect(passed, Office));
    }

    [Fact]
    public void For_all_partners_it_is_in_effect_at_home_while_any_client_backs_it()
    {
        var given = GiveOffice(Permission.InvoiceRead);
        var passed = PassOn(Permission.InvoiceRead, GrantTarget.AllPartners);

        var backed = (World.IsInEffect(passed, Office), World.IsInEffect(passed, OtherClient));
        World.RemoveGrant(given.Id);

        Assert.Equal((true, false), backed);
        Assert.False(World.IsInEffect(passed, Office));
    }

    [Fact]
    public async Task Staff_sign_in_to_a_client_until_the_client_takes_its_grant_back()
    {
        var given = GiveOffice(Permission.InvoiceRead);
        PassOn(Permission.InvoiceRead);
        using var certificate = TestCertificates.Person("PNOPL-" + Anna.Value);

        var before = Verdict(await XadesStatusAsync(certificate)).Code;
        World.RemoveGrant(given.Id);
        var after = Verdict(await XadesStatusAsync(certificate));

        Assert.Equal((200, (415, "Brak przypisanych uprawnień")), (before, after));
    }

    [Fact]
    public void Within_an_internal_unit_it_is_the_units_grant_that_counts()
    {
        var unit = new ContextIdentifier(ContextIdentifierType.InternalId, "5265877635-12346");
        GiveOffice(Permission.InvoiceRead, client: unit);
        PassOn(Permission.InvoiceRead, GrantTarget.InternalId(unit.Value));

        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, unit));
        Assert.Empty(World.RightsOf(Anna, Client));
    }
}
