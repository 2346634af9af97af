using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Findings;
using KsefTools.Core.Credentials;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Audit.Rules;

/// <summary>What the session may really do, against what the profile expects. Authenticates is not usable.</summary>
internal static class PermissionRules
{
    public static IEnumerable<KsefFinding> Judge(TokenFacts facts)
    {
        if (facts.SignIn is SignInOutcome.NoPermissions || (facts.Works && facts.Effective is { IsEmpty: true }))
            return [FindingCatalog.Create(FindingCode.NoPermissions, facts.Arguments)];
        return facts.Works && facts.Effective is { } effective
            ? [.. Missing(facts, effective), .. BelowRequested(facts, effective), .. Excess(facts, effective)]
            : [];
    }

    private static IEnumerable<KsefFinding> Missing(TokenFacts facts, EffectivePermissions effective) =>
        About(
            FindingCode.MissingPermission,
            facts,
            facts.Credential.ExpectedPermissions.Where(permission => !effective.Allows(permission))
        );

    private static IEnumerable<KsefFinding> BelowRequested(TokenFacts facts, EffectivePermissions effective) =>
        About(
            FindingCode.EffectiveBelowRequested,
            facts,
            facts.Own?.RequestedPermissions.Where(permission => !effective.Allows(permission)) ?? []
        );

    private static IEnumerable<KsefFinding> Excess(TokenFacts facts, EffectivePermissions effective) =>
        About(
            FindingCode.ExcessPermission,
            facts,
            ExcessOf(facts.Credential.ExpectedPermissions, facts.Policy, effective)
        );

    /// <summary>
    /// What may be done beyond what a profile expects (nothing in particular where it is silent) and policy lets.
    /// </summary>
    internal static IEnumerable<string> ExcessOf(
        IReadOnlyCollection<string> expected,
        OfficePolicy policy,
        EffectivePermissions effective
    ) =>
        effective.Names.Where(permission =>
            policy.NeverPermissions.Contains(permission, StringComparer.OrdinalIgnoreCase)
            || (expected.Count > 0 && !expected.Contains(permission, StringComparer.OrdinalIgnoreCase))
            || (effective.IsOwner && policy.NeverPermissions.Count > 0)
        );

    private static IEnumerable<KsefFinding> About(FindingCode code, TokenFacts facts, IEnumerable<string> permissions)
    {
        var detail = string.Join(", ", permissions);
        if (detail.Length > 0)
            yield return FindingCatalog.Create(code, facts.Arguments with { Detail = detail });
    }
}
