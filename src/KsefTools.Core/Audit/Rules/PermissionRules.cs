using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Findings;

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

    private static IEnumerable<KsefFinding> Excess(TokenFacts facts, EffectivePermissions effective)
    {
        var expected = facts.Credential.ExpectedPermissions;
        var excess = effective.Names.Where(permission =>
            facts.Policy.NeverPermissions.Contains(permission, StringComparer.OrdinalIgnoreCase)
            || (expected.Count > 0 && !expected.Contains(permission, StringComparer.OrdinalIgnoreCase))
            || (effective.IsOwner && facts.Policy.NeverPermissions.Count > 0)
        );
        return About(FindingCode.ExcessPermission, facts, excess);
    }

    private static IEnumerable<KsefFinding> About(FindingCode code, TokenFacts facts, IEnumerable<string> permissions)
    {
        var detail = string.Join(", ", permissions);
        if (detail.Length > 0)
            yield return FindingCatalog.Create(code, facts.Arguments with { Detail = detail });
    }
}
