using System.Diagnostics.CodeAnalysis;

namespace KsefTools.Sandbox.Identifiers;

/// <summary>What a session may do (schema PersonalPermissionScope; a token may carry all but VatUeManage).</summary>
[SuppressMessage("Naming", "CA1711", Justification = "The contract's word; code access security is long gone.")]
public enum Permission
{
    InvoiceRead,
    InvoiceWrite,
    CredentialsRead,
    CredentialsManage,
    SubunitManage,
    EnforcementOperations,
    Introspection,
    CollectiveIdentifierManage,
    VatUeManage,
}
