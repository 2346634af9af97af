using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Rules;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Tests.Audit.Rules;

public sealed class SignInRulesTests
{
    private static TokenFacts Refused(SignInOutcome outcome) =>
        FactsOf.Healthy() with
        {
            SignIn = outcome,
            SignInKind = SignInKind.None,
            Effective = null,
            Own = null,
            Use = TokenUse.Nothing,
        };

    [Theory]
    [InlineData(SignInOutcome.Revoked, FindingCode.TokenRevoked)]
    [InlineData(SignInOutcome.Inactive, FindingCode.TokenInactive)]
    [InlineData(SignInOutcome.Invalid, FindingCode.TokenUnknown)]
    [InlineData(SignInOutcome.Blocked, FindingCode.ContextBlocked)]
    [InlineData(SignInOutcome.NoPermissions, FindingCode.NoPermissions)]
    public void What_KSeF_says_of_a_token_is_the_only_finding(SignInOutcome outcome, FindingCode code) =>
        Assert.Equal([code], Refused(outcome).Codes());

    [Fact]
    public void A_token_that_is_not_active_on_the_day_of_its_reference_is_pending()
    {
        Assert.True(ReferenceNumber.TryParse("20260510-EC-0123456789-0123456789-01", out var today));

        Assert.Equal([FindingCode.TokenPending], (Refused(SignInOutcome.Inactive) with { Reference = today }).Codes());
    }

    [Fact]
    public void A_token_unknown_here_that_signs_in_elsewhere_names_that_environment()
    {
        var finding = Assert.Single(
            TokenRules.Judge(Refused(SignInOutcome.Invalid) with { OtherEnvironment = "test" })
        );

        Assert.Equal(FindingCode.WrongEnvironment, finding.Code);
        Assert.Contains("test", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Revoked", FindingCode.TokenRevoked)]
    [InlineData("Revoking", FindingCode.TokenInactive)]
    [InlineData("Failed", FindingCode.TokenInactive)]
    [InlineData("Pending", FindingCode.TokenPending)]
    public void A_session_that_outlives_its_token_does_not_hide_the_tokens_state(string status, FindingCode code) =>
        Assert.Equal([code], (FactsOf.Healthy("InvoiceRead") with { Own = FactsOf.Token(status: status) }).Codes());

    [Theory]
    [InlineData(FindingCode.Unreachable)]
    [InlineData(FindingCode.RateLimited)]
    [InlineData(FindingCode.PortalRefused)]
    public void An_unanswered_question_is_unknown_and_never_healthy_nor_revoked(FindingCode code)
    {
        var facts = Refused(SignInOutcome.Unanswered) with { Trouble = new AuditTrouble(code, "reason") };

        var finding = Assert.Single(TokenRules.Judge(facts));

        Assert.Equal((code, FindingSeverity.Unknown), (finding.Code, finding.Severity));
    }
}
