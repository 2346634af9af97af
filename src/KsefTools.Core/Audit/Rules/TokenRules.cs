using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Findings;

namespace KsefTools.Core.Audit.Rules;

/// <summary>
/// From facts to findings: a pure function, one small rule a finding. A rule speaks only of what is known, so an
/// unanswered question never becomes "works" or "revoked".
/// </summary>
public static class TokenRules
{
    /// <summary>All findings, the most urgent first, in the language of the session.</summary>
    public static IReadOnlyList<KsefFinding> Judge(TokenFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return
        [
            .. FindingCatalog.Ordered([
                .. SecretRules.Judge(facts),
                .. SignInRules.Judge(facts),
                .. PermissionRules.Judge(facts),
                .. HygieneRules.Judge(facts),
            ]),
        ];
    }
}
