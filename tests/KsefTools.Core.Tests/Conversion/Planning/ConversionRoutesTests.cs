using KsefTools.Core.Conversion.Planning;

namespace KsefTools.Core.Tests.Conversion.Planning;

/// <summary>The order of preference of the routes, from what is known alone.</summary>
public sealed class ConversionRoutesTests
{
    private static readonly ConversionFacts Person = new() { Required = ["InvoiceRead", "InvoiceWrite"] };
    private static readonly ConversionFacts Company = Person with { IsCompany = true };
    private static readonly Grantor Somebody = new(null!, IsOffice: false, "somebody");

    [Fact]
    public void Where_nothing_is_missing_nobody_has_to_grant() =>
        Assert.Equal(
            ConversionRoute.AlreadyGranted,
            ConversionRoutes.Decide(Company with { Present = Of("InvoiceRead", "InvoiceWrite") })
        );

    [Fact]
    public void A_company_is_not_sent_for_what_it_cannot_have_whoever_may_grant() =>
        Assert.Equal(
            ConversionRoute.NeedsPerson,
            ConversionRoutes.Decide(Company with { Required = ["InvoiceRead", "Introspection"], Other = Somebody })
        );

    [Fact]
    public void What_a_company_cannot_have_does_not_matter_where_it_is_not_missing() =>
        Assert.Equal(
            ConversionRoute.ByClient,
            ConversionRoutes.Decide(
                Company with
                {
                    Required = ["InvoiceRead", "Introspection"],
                    Present = Of("Introspection"),
                }
            )
        );

    [Fact]
    public void A_company_can_have_invoices_however_they_are_spelled() =>
        Assert.Equal(
            ConversionRoute.ByClient,
            ConversionRoutes.Decide(Company with { Required = ["invoiceRead", "INVOICEWRITE"] })
        );

    [Fact]
    public void A_person_can_have_what_no_company_can() =>
        Assert.Equal(
            ConversionRoute.ByClient,
            ConversionRoutes.Decide(Person with { Required = ["InvoiceRead", "Introspection"] })
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Another_session_that_may_grant_spares_the_client(bool isCompany) =>
        Assert.Equal(
            ConversionRoute.ByOtherSession,
            ConversionRoutes.Decide(Person with { IsCompany = isCompany, Other = Somebody, OwnCertificate = true })
        );

    [Fact]
    public void The_office_passes_on_what_the_client_lets_it_pass_on() =>
        Assert.Equal(
            ConversionRoute.ByOtherSession,
            ConversionRoutes.Decide(Person with { Seal = PassesOn("invoiceread", "InvoiceWrite") })
        );

    [Fact]
    public void The_office_passes_nothing_on_where_it_may_pass_on_only_a_part() =>
        Assert.Equal(ConversionRoute.ByClient, ConversionRoutes.Decide(Person with { Seal = PassesOn("InvoiceRead") }));

    [Fact]
    public void The_office_passes_nothing_on_that_it_may_only_do_itself() =>
        Assert.Equal(
            ConversionRoute.ByClient,
            ConversionRoutes.Decide(Person with { Seal = Of("InvoiceRead", "InvoiceWrite") })
        );

    [Fact]
    public void Nobody_passes_on_what_is_no_invoice() =>
        Assert.Equal(
            ConversionRoute.ByClient,
            ConversionRoutes.Decide(
                Person with
                {
                    Required = ["InvoiceRead", "Introspection"],
                    Seal = PassesOn("InvoiceRead", "Introspection"),
                }
            )
        );

    [Fact]
    public void The_office_passes_nothing_on_to_itself() =>
        Assert.Equal(
            ConversionRoute.ByClient,
            ConversionRoutes.Decide(Company with { Seal = PassesOn("InvoiceRead", "InvoiceWrite") })
        );

    [Theory]
    [InlineData(true, "Introspection")]
    [InlineData(true, "InvoiceRead")]
    [InlineData(false, "Introspection")]
    public void The_clients_own_certificate_comes_last_and_before_asking_anybody(bool isCompany, string required) =>
        Assert.Equal(
            ConversionRoute.OwnCertificate,
            ConversionRoutes.Decide(
                new ConversionFacts
                {
                    IsCompany = isCompany,
                    Required = [required],
                    OwnCertificate = true,
                }
            )
        );

    [Fact]
    public void What_several_tokens_may_do_counts_once_and_in_order()
    {
        var facts = new ConversionFacts
        {
            Tokens = [Token(["InvoiceWrite", "InvoiceRead"]), Token(["Introspection", "InvoiceWrite"])],
        };

        Assert.Equal(["Introspection", "InvoiceRead", "InvoiceWrite"], facts.Effective);
        Assert.Equal(["Introspection", "InvoiceRead", "InvoiceWrite"], facts.Requested);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, true)]
    public void One_token_in_use_is_enough_for_a_client_to_be_served_by_it(bool first, bool second, bool allRetired)
    {
        var facts = new ConversionFacts
        {
            Tokens = [Token([]) with { IsRetired = first }, Token([]) with { IsRetired = second }],
        };

        Assert.Equal(allRetired, facts.AllRetired);
    }

    private static TokenReading Token(string[] permissions) =>
        new()
        {
            Secret = new("KsefVault", "token"),
            State = TokenState.SignsIn,
            Effective = new(permissions),
            Requested = permissions,
        };

    private static IdentityRights Of(params string[] permissions) => new(permissions);

    private static IdentityRights PassesOn(params string[] permissions) => new(permissions, permissions);
}
