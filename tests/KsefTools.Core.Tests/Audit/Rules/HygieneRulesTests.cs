using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Rules;

namespace KsefTools.Core.Tests.Audit.Rules;

public sealed class HygieneRulesTests
{
    [Theory]
    [InlineData("2026-11-22T08:00:00Z", FindingSeverity.Information)]
    [InlineData("2026-12-31T22:59:00Z", FindingSeverity.Information)]
    [InlineData("2026-12-31T23:01:00Z", FindingSeverity.Warning)]
    [InlineData("2027-11-30T22:59:00Z", FindingSeverity.Warning)]
    [InlineData("2027-11-30T23:01:00Z", FindingSeverity.Critical)]
    public void An_announced_later_end_of_tokens_calms_until_the_day_of_the_law_is_over(
        string now,
        FindingSeverity severity
    ) => Assert.Equal(severity, EndOf(FactsOf.Healthy("InvoiceRead") with { Now = At(now) }).Severity);

    [Theory]
    [InlineData("2026-10-01T08:00:00Z", FindingSeverity.Information)]
    [InlineData("2026-10-02T08:00:00Z", FindingSeverity.Warning)]
    [InlineData("2026-12-31T22:59:00Z", FindingSeverity.Warning)]
    [InlineData("2026-12-31T23:01:00Z", FindingSeverity.Critical)]
    public void Where_nothing_is_announced_the_end_by_law_grows_more_urgent_by_Polish_days(
        string now,
        FindingSeverity severity
    )
    {
        var facts = FactsOf.Healthy("InvoiceRead");
        facts = facts with { Now = At(now), Policy = facts.Policy with { TokensEndAnnounced = null } };

        Assert.Equal(severity, EndOf(facts).Severity);
    }

    [Fact]
    public void The_end_of_tokens_is_told_as_the_law_says_it_and_as_it_was_announced()
    {
        var message = EndOf(FactsOf.Healthy("InvoiceRead") with { Now = At("2026-11-22T08:00:00Z") }).Message;

        Assert.Equal(
            "By law, KSeF tokens end on 2026-12-31, in 39 days; announced, but not law: usable until 2027-11-30.",
            message
        );
    }

    [Fact]
    public void A_token_that_stops_being_active_after_the_day_of_the_law_is_told_why()
    {
        var facts = FactsOf.Healthy() with
        {
            Now = At("2027-01-02T08:00:00Z"),
            SignIn = SignInOutcome.Inactive,
            Own = null,
            Effective = null,
        };

        Assert.Equal([FindingCode.TokenInactive, FindingCode.TokenEndsByLaw], facts.Codes());
    }

    [Fact]
    public void A_token_older_than_policy_allows_is_due_for_rotation()
    {
        var facts = FactsOf.Healthy("InvoiceRead") with
        {
            Own = FactsOf.Token() with { DateCreated = FactsOf.Now.AddDays(-366) },
        };

        Assert.Equal([FindingCode.RotationDue], facts.CodesButLaw());
    }

    [Fact]
    public void Without_metadata_the_age_comes_from_the_profile()
    {
        var facts = FactsOf.Healthy("InvoiceRead") with
        {
            Own = null,
            Credential = FactsOf.Credential() with { GeneratedOn = new DateTime(2025, 1, 1) },
        };

        Assert.Equal([FindingCode.RotationDue], facts.CodesButLaw());
    }

    [Fact]
    public void Where_nothing_is_announced_the_law_in_force_counts()
    {
        var facts = FactsOf.Healthy("InvoiceRead") with { Policy = FactsOf.Policy with { TokensEndAnnounced = null } };

        var finding = Assert.Single(TokenRules.Judge(facts));

        Assert.Contains("2026-12-31", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_idle_for_longer_than_policy_allows_is_unused()
    {
        var facts = FactsOf.Healthy("InvoiceRead") with { Use = new TokenUse(FactsOf.Now.AddDays(-91), null) };

        Assert.Equal([FindingCode.Unused], facts.CodesButLaw());
    }

    [Fact]
    public void A_token_whose_use_nobody_could_see_is_not_called_unused() =>
        Assert.Empty((FactsOf.Healthy("InvoiceRead") with { Use = TokenUse.Nothing }).CodesButLaw());

    [Fact]
    public void An_active_token_that_no_profile_names_is_a_ghost()
    {
        const string known = "20260302-EC-0123456789-0123456789-02";
        const string ghost = "20260303-EC-0123456789-0123456789-03";
        const string revoked = "20260304-EC-0123456789-0123456789-04";
        var facts = FactsOf.Healthy("InvoiceRead") with
        {
            TokensOfContext =
            [
                FactsOf.Token(),
                FactsOf.Token(known),
                FactsOf.Token(ghost),
                FactsOf.Token(revoked, "Revoked"),
            ],
            KnownReferences = new HashSet<string>([known], StringComparer.Ordinal),
        };

        var finding = TokenRules.Judge(facts)[0];

        Assert.Equal(FindingCode.GhostToken, finding.Code);
        Assert.Contains(ghost, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(known, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(revoked, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(FactsOf.Reference, finding.Message, StringComparison.Ordinal);
    }

    private static KsefFinding EndOf(TokenFacts facts) =>
        Assert.Single(TokenRules.Judge(facts), finding => finding.Code is FindingCode.TokenEndsByLaw);

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
