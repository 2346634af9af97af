namespace KsefTools.Sandbox.State.Grants;

/// <summary>What a company may do for another (schema InvoicePermissionType).</summary>
public enum AuthorizationScope
{
    SelfInvoicing,
    RRInvoicing,
    TaxRepresentative,
    PefInvoicing,
}
