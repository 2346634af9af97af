namespace KsefTools;

/// <summary>
/// The worst severity among a credential's findings. The order is that of urgency, so that <c>Sort-Object Status</c>
/// ends with what a person must look at first.
/// </summary>
public enum CredentialStatus : long
{
    /// <summary>Signs in, and may do what the profile expects.</summary>
    Healthy,

    /// <summary>Something should be done; no credential that worked is broken.</summary>
    Warning,

    /// <summary>
    /// Nothing is known: KSeF or the vault did not answer. Never to be read as working, nor as revoked.
    /// </summary>
    Unknown,

    /// <summary>Does not work, or must not be used.</summary>
    Critical,
}
