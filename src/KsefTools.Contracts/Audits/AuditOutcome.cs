namespace KsefTools;

/// <summary>How an audit run ended.</summary>
public enum AuditOutcome : long
{
    /// <summary>It is under way.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Completed,

    /// <summary>It was cut off: by Ctrl-C, or with its process. What it had not reached is not known.</summary>
    Interrupted,

    /// <summary>A vault did not open, so credentials could not be tested.</summary>
    VaultUnavailable,

    /// <summary>KSeF did not answer, and the Ministry's status page announces nothing, or is silent, too.</summary>
    KsefSilent,

    /// <summary>KSeF did not answer, and the Ministry's status page says why.</summary>
    KsefOutage,
}
