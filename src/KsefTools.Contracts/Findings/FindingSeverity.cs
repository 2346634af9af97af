namespace KsefTools;

/// <summary>How urgent a finding is. <see cref="CredentialStatus"/> follows from the worst one.</summary>
public enum FindingSeverity : long
{
    /// <summary>Worth knowing; the credential stays Healthy.</summary>
    Information,

    /// <summary>Something should be done; no credential that worked is broken.</summary>
    Warning,

    /// <summary>The question could not be answered.</summary>
    Unknown,

    /// <summary>Does not work, or must not be used.</summary>
    Critical,
}
