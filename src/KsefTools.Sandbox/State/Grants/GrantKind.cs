namespace KsefTools.Sandbox.State.Grants;

/// <summary>How a grant came to be, which decides where it works and who sees it.</summary>
public enum GrantKind
{
    /// <summary>To a person, or by ZAW-FA; works in the context that gave it.</summary>
    Person,

    /// <summary>
    /// InvoiceRead or InvoiceWrite to a company; works in the context that gave it, and may be passed on to its staff.
    /// </summary>
    Entity,

    /// <summary>
    /// By a company to its staff; works in the contexts of the target as far as these let the company pass it on.
    /// </summary>
    Indirect,

    /// <summary>
    /// CredentialsManage for the administrator of a subunit; works in the subunit, given in the context above it.
    /// </summary>
    Subunit,

    /// <summary>
    /// To the administrator of an entity of the Union; works in the context of NIP and VAT number, given in that of the
    /// NIP.
    /// </summary>
    EuAdministrator,

    /// <summary>To a representative of an entity of the Union, by its administrator.</summary>
    EuRepresentative,

    /// <summary>An owner's right, which nobody gave and nobody takes: it is never stored.</summary>
    Owner,
}
