using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Rules;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Tests.Audit.Rules;

public sealed class SecretRulesTests
{
    private static TokenFacts Unasked(SecretState secret) =>
        new()
        {
            Credential = FactsOf.Credential(),
            Policy = FactsOf.Policy,
            Now = FactsOf.Now,
            Secret = secret,
            SecretProblem = "reason",
        };

    [Theory]
    [InlineData(SecretState.NotNamed, FindingCode.NoAccessYet)]
    [InlineData(SecretState.Missing, FindingCode.SecretMissing)]
    [InlineData(SecretState.NotAToken, FindingCode.TokenUnknown)]
    [InlineData(SecretState.VaultSilent, FindingCode.VaultLocked)]
    public void A_secret_that_cannot_be_used_is_the_only_finding(SecretState secret, FindingCode code) =>
        Assert.Equal([code], Unasked(secret).Codes());

    [Theory]
    [InlineData(ContextType.Nip, "1111111111")]
    [InlineData(ContextType.InternalId, "1111111111-12345")]
    public void A_token_whose_text_names_another_taxpayer_is_in_the_wrong_place(ContextType type, string value)
    {
        var facts = Unasked(SecretState.Present) with { Context = new ContextIdentifier(type, value) };

        var finding = Assert.Single(TokenRules.Judge(facts));

        Assert.Equal(FindingCode.WrongContext, finding.Code);
        Assert.Contains(value, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_of_a_unit_of_the_client_is_the_clients_own()
    {
        var facts = FactsOf.Healthy("InvoiceRead") with
        {
            Context = new ContextIdentifier(ContextType.InternalId, FactsOf.Nip + "-12345"),
        };

        Assert.Empty(facts.CodesButLaw());
    }

    [Fact]
    public void A_token_that_KSeF_refuses_in_this_context_is_in_the_wrong_place() =>
        Assert.Equal(
            [FindingCode.WrongContext],
            (Unasked(SecretState.Present) with { SignIn = SignInOutcome.WrongContext }).Codes()
        );

    [Fact]
    public void The_same_token_for_two_clients_is_critical_and_names_the_other()
    {
        var facts = FactsOf.Healthy("InvoiceRead") with { SharedWith = ["1111111111 (Alfa)"] };

        var finding = TokenRules.Judge(facts)[0];

        Assert.Equal(FindingCode.SameSecretTwice, finding.Code);
        Assert.Contains("1111111111 (Alfa)", finding.Message, StringComparison.Ordinal);
    }
}
