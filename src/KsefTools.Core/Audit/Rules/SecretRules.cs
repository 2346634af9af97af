using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Findings;
using KsefTools.Core.Credentials;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Audit.Rules;

/// <summary>What profile, vault and the token's own text tell before KSeF is asked.</summary>
internal static class SecretRules
{
    public static IEnumerable<KsefFinding> Judge(TokenFacts facts) =>
        [.. Presence(facts), .. AnotherClients(facts), .. SameSecretTwice(facts)];

    private static IEnumerable<KsefFinding> Presence(TokenFacts facts)
    {
        var problem = facts.Arguments with { Detail = facts.SecretProblem, Silence = facts.Silence };
        switch (facts.Secret)
        {
            case SecretState.NotNamed:
                yield return FindingCatalog.Create(FindingCode.NoAccessYet, facts.Arguments);
                break;
            case SecretState.Missing:
                yield return FindingCatalog.Create(FindingCode.SecretMissing, facts.Arguments);
                break;
            case SecretState.NotAToken:
                yield return FindingCatalog.Create(FindingCode.TokenUnknown, problem);
                break;
            case SecretState.VaultSilent:
                yield return FindingCatalog.Create(CodeOf(facts.Silence), problem);
                break;
            default:
                break;
        }
    }

    /// <summary>Only a locked vault is unlocked, and only a service is signed in to.</summary>
    internal static FindingCode CodeOf(SecretVaultFailure? silence) =>
        silence is null or SecretVaultFailure.Locked or SecretVaultFailure.SignedOut
            ? FindingCode.VaultLocked
            : FindingCode.VaultFailed;

    private static IEnumerable<KsefFinding> AnotherClients(TokenFacts facts)
    {
        if (facts.IsAnotherClients)
            yield return FindingCatalog.Create(
                FindingCode.WrongContext,
                facts.Arguments with
                {
                    Detail = facts.Context?.ToString() ?? "",
                }
            );
        else if (facts.SignIn is SignInOutcome.WrongContext)
            yield return FindingCatalog.Create(FindingCode.WrongContext, facts.Arguments);
    }

    private static IEnumerable<KsefFinding> SameSecretTwice(TokenFacts facts)
    {
        if (facts.SharedWith.Count > 0)
            yield return FindingCatalog.Create(
                FindingCode.SameSecretTwice,
                facts.Arguments with
                {
                    Detail = string.Join(", ", facts.SharedWith),
                }
            );
    }
}
