namespace KsefTools.Core.Office;

/// <summary>
/// What the limit on unauthenticated calls counts. The documentation does not say (facts.md section 6), so it is a setting.
/// </summary>
public enum LoginLimitScope
{
    /// <summary>All such calls of one IP address together: the careful reading.</summary>
    Shared,

    /// <summary>Each endpoint by itself.</summary>
    PerEndpoint,
}
