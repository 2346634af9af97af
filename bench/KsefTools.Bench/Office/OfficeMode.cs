namespace KsefTools.Bench.Office;

/// <summary>What the session cache holds when the audit begins.</summary>
internal enum OfficeMode
{
    /// <summary>Nothing: every token signs in.</summary>
    Cold,

    /// <summary>Refresh tokens alone.</summary>
    Refreshed,

    /// <summary>Access tokens that live.</summary>
    Live,
}
