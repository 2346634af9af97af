using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions;

/// <summary>What staff of an accounting office may do: the client's delegable grant and the office's grant, both.</summary>
public sealed class Rights_of_staff : SandboxTest
{
    private const string Office = "7762811692";
    private static readonly ContextIdentifier Home = ContextIdentifier.Nip(Office);
    private static readonly ContextIdentifier OtherClient = ContextIdentifier.Nip("5555555555");
    private static readonly SubjectIdentifier Anna = SubjectIdentifier.Pesel("44051401359");

    [Fact]
    public void A_delegable_grant_passed_on_works_in_the_clients_context()
    {
        Give(Client, Permission.InvoiceRead, canDelegate: true);
        Give(Client, Permission.InvoiceWrite, canDelegate: false);
        PassOn(GrantTarget.Nip(Client.Value), Permission.InvoiceRead, Permission.InvoiceWrite);

        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, Client));
    }

    [Fact]
    public void For_all_partners_it_works_wherever_the_client_let_it_be_passed_on()
    {
        Give(Client, Permission.InvoiceRead, canDelegate: true);
        PassOn(GrantTarget.AllPartners, Permission.InvoiceRead);

        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, Client));
        Assert.Empty(World.RightsOf(Anna, OtherClient));
    }

    [Fact]
    public void It_works_in_no_other_clients_context_and_not_in_the_offices_own()
    {
        Give(Client, Permission.InvoiceRead, canDelegate: true);
        Give(OtherClient, Permission.InvoiceRead, canDelegate: true);
        PassOn(GrantTarget.Nip(Client.Value), Permission.InvoiceRead);

        Assert.Empty(World.RightsOf(Anna, OtherClient));
        Assert.Empty(World.RightsOf(Anna, Home));
    }

    [Fact]
    public void When_the_client_takes_its_grant_back_nothing_is_left_for_staff()
    {
        var given = Give(Client, Permission.InvoiceRead, canDelegate: true);
        PassOn(GrantTarget.Nip(Client.Value), Permission.InvoiceRead);

        World.RemoveGrant(given.Id);

        Assert.Empty(World.RightsOf(Anna, Client));
        Assert.False(World.IsInEffect(World.IndirectGrants.Single(), Home));
    }

    [Fact]
    public void For_all_partners_it_is_in_effect_at_home_while_any_client_backs_it()
    {
        var given = Give(Client, Permission.InvoiceRead, canDelegate: true);
        PassOn(GrantTarget.AllPartners, Permission.InvoiceRead);
        var passed = World.IndirectGrants.Single();

        var backed = (World.IsInEffect(passed, Home), World.IsInEffect(passed, OtherClient));
        World.RemoveGrant(given.Id);

        Assert.Equal((true, false), backed);
        Assert.False(World.IsInEffect(passed, Home));
    }

    private GrantRecord Give(ContextIdentifier client, Permission permission, bool canDelegate)
    {
        var id = World.Numbers.NextGuid();
        var grant = GrantRecord.ToEntity(id, client, Office, permission, canDelegate, Start);
        World.AddGrant(grant);
        return grant;
    }

    private void PassOn(GrantTarget target, params Permission[] permissions)
    {
        foreach (var permission in permissions)
            World.AddGrant(GrantRecord.ToStaff(World.Numbers.NextGuid(), Office, Anna, target, permission, Start));
    }
}
