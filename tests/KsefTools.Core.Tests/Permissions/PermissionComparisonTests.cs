using KsefTools.Core.Permissions;

namespace KsefTools.Core.Tests.Permissions;

public sealed class PermissionComparisonTests
{
    [Fact]
    public void What_was_granted_and_expected_is_covered()
    {
        var difference = PermissionComparison.Compare(["InvoiceRead"], [new("InvoiceRead")]);

        Assert.True(difference.IsCovered);
        Assert.Empty(difference.Surplus);
    }

    [Fact]
    public void What_was_not_granted_is_missing_and_what_was_not_expected_is_surplus()
    {
        var difference = PermissionComparison.Compare(
            ["InvoiceWrite", "InvoiceRead"],
            [new("InvoiceRead"), new("CredentialsManage")]
        );

        Assert.Equal(["InvoiceWrite"], difference.Missing);
        Assert.Equal(["CredentialsManage"], difference.Surplus);
        Assert.False(difference.IsCovered);
    }

    [Fact]
    public void A_permission_without_effect_is_missing_and_named_as_inactive()
    {
        var difference = PermissionComparison.Compare(["InvoiceRead"], [new("InvoiceRead", IsActive: false)]);

        Assert.Equal(["InvoiceRead"], difference.Missing);
        Assert.Equal(["InvoiceRead"], difference.Inactive);
        Assert.Empty(difference.Surplus);
    }

    [Fact]
    public void A_permission_that_has_effect_by_another_grant_is_not_inactive()
    {
        var difference = PermissionComparison.Compare(
            ["InvoiceRead"],
            [new("InvoiceRead", IsActive: false), new("InvoiceRead")]
        );

        Assert.True(difference.IsCovered);
        Assert.Empty(difference.Inactive);
    }

    [Theory]
    [InlineData("Introspection", true)]
    [InlineData("VatUeManage", false)]
    public void An_owner_may_do_all_but_one_thing(string permission, bool covered)
    {
        var difference = PermissionComparison.Compare([permission], [new(GrantedRight.Owner)]);

        Assert.Equal(covered, difference.IsCovered);
        Assert.True(difference.IsOwner);
        Assert.Equal(["Owner"], difference.Surplus);
    }

    [Fact]
    public void What_cannot_be_handed_on_is_told_where_it_should_be()
    {
        GrantedRight[] grants = [new("InvoiceRead", CanDelegate: true), new("InvoiceWrite")];

        Assert.True(PermissionComparison.Compare(["InvoiceRead", "InvoiceWrite"], grants).IsCovered);
        var strict = PermissionComparison.Compare(["InvoiceRead", "InvoiceWrite"], grants, mustDelegate: true);
        Assert.Equal(["InvoiceWrite"], strict.NotDelegable);
        Assert.False(strict.IsCovered);
    }
}
