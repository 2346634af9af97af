namespace KsefTools.Sandbox.State.Certificates;

/// <summary>Status of a KSeF certificate (schema CertificateListItemStatus).</summary>
public enum CertificateStatus
{
    /// <summary>Also before its time has come.</summary>
    Active,

    /// <summary>On its way to Revoked.</summary>
    Blocked,
    Revoked,
    Expired,
}
