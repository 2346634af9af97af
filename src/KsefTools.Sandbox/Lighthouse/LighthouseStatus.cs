namespace KsefTools.Sandbox.Lighthouse;

/// <summary>What the status page says of KSeF.</summary>
public enum LighthouseStatus
{
    /// <summary>AVAILABLE.</summary>
    Available,

    /// <summary>MAINTENANCE.</summary>
    Maintenance,

    /// <summary>FAILURE.</summary>
    Failure,

    /// <summary>TOTAL_FAILURE.</summary>
    TotalFailure,

    /// <summary>The page itself is dead: 502.</summary>
    Dead,
}
