using KsefTools.Core.Conversion.Planning;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>What a certificate must be able to do in place of a token: no less, and knowingly no more.</summary>
public sealed class RightsBalanceTests
{
    private static readonly string[] Never = ["CredentialsManage", "SubunitManage"];

    [Fact]
    public void What_the_token_may_do_is_required_without_what_no_credential_should_carry() =>
        Assert.Equal(
            ["InvoiceRead", "InvoiceWrite"],
            RightsBalance.Required(["InvoiceWrite", "CredentialsManage", "InvoiceRead"], [], [], Never)
        );

    [Fact]
    public void What_the_profile_expects_is_required_even_where_the_policy_forbids_it() =>
        Assert.Equal(
            ["CredentialsManage", "InvoiceRead"],
            RightsBalance.Required(["InvoiceRead"], [], ["CredentialsManage"], Never)
        );

    [Fact]
    public void A_token_that_may_do_nothing_counts_by_what_it_was_generated_for() =>
        Assert.Equal(["InvoiceWrite"], RightsBalance.Required([], ["InvoiceWrite", "SubunitManage"], [], Never));

    [Fact]
    public void A_token_that_may_do_less_than_it_was_generated_for_counts_by_what_it_may() =>
        Assert.Equal(
            ["InvoiceRead"],
            RightsBalance.Required(["InvoiceRead"], ["InvoiceRead", "InvoiceWrite"], [], Never)
        );

    [Fact]
    public void Where_nothing_is_known_reading_invoices_is_the_least_that_is_of_use() =>
        Assert.Equal(["InvoiceRead"], RightsBalance.Required([], [], [], Never));

    [Fact]
    public void An_owners_token_needs_the_invoices_that_the_office_works_on() =>
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], RightsBalance.Required(["Owner"], [], [], Never));

    [Fact]
    public void What_the_certificate_may_do_beyond_the_token_is_surplus() =>
        Assert.Equal(["InvoiceWrite"], RightsBalance.Surplus(["InvoiceRead", "InvoiceWrite"], ["InvoiceRead"]));

    [Fact]
    public void What_the_token_may_do_and_the_certificate_will_not_is_lost() =>
        Assert.Equal(["CredentialsManage"], RightsBalance.Lost(["InvoiceRead", "CredentialsManage"], ["InvoiceRead"]));

    [Fact]
    public void An_owner_loses_nothing() =>
        Assert.Empty(RightsBalance.Lost(["InvoiceRead", "CredentialsManage"], ["Owner"]));
}
