namespace KsefTools.Core.Permissions;

/// <summary>Compares what somebody should be able to do with what was granted.</summary>
public static class PermissionComparison
{
    // The one thing that an owner cannot do (uprawnienia.md).
    private const string NotTheOwners = "VatUeManage";

    /// <summary>Compares.</summary>
    /// <param name="expected">What should be possible, as KSeF names permissions.</param>
    /// <param name="grants">What was granted, active or not; <c>Owner</c> for an owner.</param>
    /// <param name="mustDelegate">Whether what was granted must be such that it may be handed on.</param>
    public static PermissionDifference Compare(
        IEnumerable<string> expected,
        IEnumerable<GrantedRight> grants,
        bool mustDelegate = false
    )
    {
        var all = grants.ToList();
        var wanted = Set(expected);
        var active = Set(all.Where(right => right.IsActive).Select(right => right.Permission));
        var inactive = Set(all.Where(right => !right.IsActive).Select(right => right.Permission));
        var delegable = Set(all.Where(right => right is { IsActive: true, CanDelegate: true }).Select(Name));
        var isOwner = active.Contains(GrantedRight.Owner);
        var missing = wanted.Where(permission => !Allows(permission)).ToList();
        return new PermissionDifference
        {
            Missing = Sorted(missing),
            Inactive = Sorted(missing.Where(inactive.Contains)),
            Surplus = isOwner ? [GrantedRight.Owner] : Sorted(active.Where(permission => !wanted.Contains(permission))),
            NotDelegable = mustDelegate
                ? Sorted(wanted.Where(permission => active.Contains(permission) && !delegable.Contains(permission)))
                : [],
            IsOwner = isOwner,
        };

        bool Allows(string permission) =>
            active.Contains(permission)
            || (isOwner && !string.Equals(permission, NotTheOwners, StringComparison.OrdinalIgnoreCase));
    }

    private static string Name(GrantedRight right) => right.Permission;

    private static HashSet<string> Set(IEnumerable<string> permissions) =>
        new(permissions, StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<string> Sorted(IEnumerable<string> permissions) =>
        [.. permissions.Order(StringComparer.Ordinal)];
}
