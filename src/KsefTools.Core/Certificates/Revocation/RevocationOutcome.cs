namespace KsefTools.Core.Certificates.Revocation;

/// <summary>How a revocation ended that did not fail.</summary>
public enum RevocationOutcome
{
    Revoked,

    /// <summary>KSeF had revoked it before; what it left open is closed now.</summary>
    AlreadyRevoked,

    /// <summary>Another process is at work on the same identity's certificates; nothing was done here.</summary>
    Busy,
}
