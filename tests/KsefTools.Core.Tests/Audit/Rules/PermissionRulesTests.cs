using KsefTools.Core.Audit.Rules;
using KsefTools.Core.Credentials;

namespace KsefTools.Core.Tests.Audit.Rules;

public sealed class PermissionRulesTests
{
    [Fact]
    public void A_token_that_may_do_what_the_profile_expects_has_no_finding() =>
        Assert.Empty(FactsOf.Healthy("InvoiceRead", "InvoiceWrite").CodesButLaw());

    [Fact]
    public void A_session_without_any_permission_is_not_usable_and_nothing_more_is_said() =>
        Assert.Equal(
            [FindingCode.NoPermissions],
            (FactsOf.Healthy("InvoiceRead") with { Effective = new EffectivePermissions([]) }).CodesButLaw()
        );

    [Fact]
    public void A_permission_that_the_profile_expects_and_the_session_lacks_is_missing()
    {
        var facts = FactsOf.Healthy("InvoiceRead") with
        {
            Credential = FactsOf.Credential("InvoiceRead", "InvoiceWrite"),
        };

        var finding = TokenRules.Judge(facts)[0];

        Assert.Equal(FindingCode.MissingPermission, finding.Code);
        Assert.Contains("InvoiceWrite", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("InvoiceRead", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_missing_where_the_profile_expects_nothing()
    {
        var facts = FactsOf.Healthy("InvoiceRead") with { Credential = FactsOf.Credential() };

        Assert.Empty(facts.CodesButLaw());
    }

    [Fact]
    public void A_token_that_may_do_less_than_it_was_generated_with_is_told()
    {
        var facts = FactsOf.Healthy("InvoiceRead") with
        {
            Own = FactsOf.Token(requested: ["InvoiceRead", "InvoiceWrite"]),
        };

        Assert.Equal([FindingCode.EffectiveBelowRequested], facts.CodesButLaw());
    }

    [Fact]
    public void A_permission_that_policy_forbids_is_excess_even_where_the_profile_expects_it() =>
        Assert.Equal([FindingCode.ExcessPermission], FactsOf.Healthy("InvoiceRead", "CredentialsManage").CodesButLaw());

    [Fact]
    public void A_permission_beyond_the_profiles_expectation_is_excess()
    {
        var facts = FactsOf.Healthy("InvoiceRead", "InvoiceWrite") with
        {
            Credential = FactsOf.Credential("InvoiceRead"),
        };

        Assert.Equal([FindingCode.ExcessPermission], facts.CodesButLaw());
    }

    [Fact]
    public void An_owner_lacks_nothing_but_has_too_much()
    {
        var facts = FactsOf.Healthy("InvoiceRead", "InvoiceWrite") with
        {
            Effective = new EffectivePermissions(["Owner"]),
        };

        Assert.Equal([FindingCode.ExcessPermission], facts.CodesButLaw());
    }

    [Fact]
    public void Permissions_that_nobody_knows_are_not_judged() =>
        Assert.Empty((FactsOf.Healthy("InvoiceRead") with { Effective = null }).CodesButLaw());

    [Fact]
    public void A_permission_of_either_claim_counts_and_an_excluded_one_never_does()
    {
        var effective = EffectivePermissions.FromClaims(
            ["InvoiceRead", "InvoiceWrite"],
            ["Introspection"],
            ["InvoiceWrite"]
        );

        Assert.Equal(["Introspection", "InvoiceRead"], effective.Names);
    }

    /// <summary>As KSeF writes an owner's access token (CIRFMF/ksef-api issue 838).</summary>
    [Fact]
    public void An_empty_claim_of_effective_permissions_takes_nothing_away()
    {
        var effective = EffectivePermissions.FromClaims(["Owner"], [], []);

        Assert.True(effective.IsOwner);
        Assert.Equal(["InvoiceRead"], EffectivePermissions.FromClaims(["InvoiceRead"], [], null).Names);
    }
}
