using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Findings;
using KsefTools.Core.Credentials;

namespace KsefTools.Core.Audit.Rules;

/// <summary>
/// What a certificate's session may really do, against what the profile expects. A certificate carries no rights: they
/// are its holder's at this client.
/// </summary>
internal static class CertificatePermissionRules
{
    public static IEnumerable<KsefFinding> Judge(CertificateFacts facts)
    {
        if (facts.SignIn is SignInOutcome.NoPermissions || facts is { Works: true, Effective.IsEmpty: true })
            return [Nothing(facts)];
        return facts is { Works: true, Effective: { } effective }
            ? [.. Missing(facts, effective), .. Excess(facts, effective)]
            : [];
    }

    private static KsefFinding Nothing(CertificateFacts facts)
    {
        var code =
            facts.HasLostDelegation ? FindingCode.DelegationLost
            : facts.Credential.Identity is null ? FindingCode.NoPermissions
            : FindingCode.IdentityNotGranted;
        return FindingCatalog.Create(code, facts.Arguments with { Detail = Holder(facts) });
    }

    private static IEnumerable<KsefFinding> Missing(CertificateFacts facts, EffectivePermissions effective)
    {
        var missing = facts.Credential.ExpectedPermissions.Where(permission => !effective.Allows(permission)).ToList();
        if (missing.Count == 0)
            yield break;
        if (facts.HasLostDelegation)
            yield return FindingCatalog.Create(
                FindingCode.DelegationLost,
                facts.Arguments with
                {
                    Detail = Holder(facts),
                }
            );
        yield return FindingCatalog.Create(
            FindingCode.MissingPermission,
            facts.Arguments with
            {
                Detail = string.Join(", ", missing),
            }
        );
    }

    private static IEnumerable<KsefFinding> Excess(CertificateFacts facts, EffectivePermissions effective)
    {
        var excess = string.Join(
            ", ",
            PermissionRules.ExcessOf(facts.Credential.ExpectedPermissions, facts.Policy, effective)
        );
        if (excess.Length > 0)
            yield return FindingCatalog.Create(FindingCode.ExcessPermission, facts.Arguments with { Detail = excess });
    }

    private static string Holder(CertificateFacts facts) =>
        facts.Credential.Identity is { } name
            ? $"{name} ({facts.Certificate?.Identity})"
            : $"{facts.Certificate?.Identity}";
}
