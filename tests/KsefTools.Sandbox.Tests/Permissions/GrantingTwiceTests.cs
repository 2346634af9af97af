using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Grants;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Permissions;

public sealed class GrantingTwiceTests : PermissionTest
{
    [Theory]
    [InlineData(DuplicateGrantRule.Ignored, 200)]
    [InlineData(DuplicateGrantRule.Failed, 400)]
    [InlineData(DuplicateGrantRule.NotAllowed, 450)]
    public async Task What_exists_ends_as_the_setting_says_and_stays_one(DuplicateGrantRule rule, int code)
    {
        Host.Main.Settings.DuplicateGrants = rule;
        var access = await SignedAccessAsync();
        var body = PermissionBodies.Entities(OfficeNip, canDelegate: true, "InvoiceRead");
        await GrantToEndAsync(access, "entities", body);
        var before = World.Grants.Single();

        var again = await GrantToEndAsync(access, "entities", body);

        Assert.Equal(code, again);
        Assert.Equal(before, World.Grants.Single());
    }

    [Theory]
    [InlineData(DuplicateGrantRule.Ignored, 2)]
    [InlineData(DuplicateGrantRule.Failed, 1)]
    public async Task What_is_new_beside_it_is_granted_only_where_that_is_no_error(DuplicateGrantRule rule, int grants)
    {
        Host.Main.Settings.DuplicateGrants = rule;
        GiveOffice(Permission.InvoiceRead);
        var body = PermissionBodies.Entities(OfficeNip, canDelegate: true, "InvoiceRead", "InvoiceWrite");

        await GrantToEndAsync(await SignedAccessAsync(), "entities", body);

        Assert.Equal(grants, World.Grants.Count());
    }

    [Fact]
    public async Task With_the_right_to_pass_it_on_it_is_another_grant()
    {
        Host.Main.Settings.DuplicateGrants = DuplicateGrantRule.Failed;
        GiveOffice(Permission.InvoiceRead, canDelegate: false);
        PassOn(Permission.InvoiceRead, GrantTarget.AllPartners);
        var body = PermissionBodies.Entities(OfficeNip, canDelegate: true, "InvoiceRead");

        Assert.Equal(200, await GrantToEndAsync(await SignedAccessAsync(), "entities", body));
        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, Client));
    }

    [Fact]
    public async Task Two_at_once_leave_one_grant()
    {
        Host.Main.Settings.DuplicateGrants = DuplicateGrantRule.Failed;
        var access = await SignedAccessAsync();
        var body = PermissionBodies.Persons("Pesel", Anna.Value, "InvoiceRead");
        var first = await GrantAsync(access, "persons", body);
        var second = await GrantAsync(access, "persons", body);

        var codes = (await EndAsync(access, first), await EndAsync(access, second));

        Assert.Equal((200, 400), codes);
        Assert.Single(World.Grants);
    }
}
