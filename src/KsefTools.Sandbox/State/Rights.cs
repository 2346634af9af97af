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

    /// <summary>Ours, since nothing is documented: a provider sends invoices, in its own context.</summary>
    public static readonly IReadOnlyList<Permission> OfPeppolProvider = [Permission.InvoiceWrite];

    /// <summary>What the administrator of an entity of the Union is given, all of it at once (contract).</summary>
    public static readonly IReadOnlyList<Permission> OfEuAdministrator =
    [
        Permission.InvoiceRead,
        Permission.InvoiceWrite,
        Permission.Introspection,
        Permission.VatUeManage,
    ];
}
