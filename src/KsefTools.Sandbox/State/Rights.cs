using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.State;

/// <summary>Sets of permissions that have a name.</summary>
internal static class Rights
{
    /// <summary>An owner has all but VatUeManage (docs/ksef.md, Permissions).</summary>
    public static readonly IReadOnlyList<Permission> OfOwner =
    [
        .. Enum.GetValues<Permission>().Where(p => p != Permission.VatUeManage),
    ];
}
