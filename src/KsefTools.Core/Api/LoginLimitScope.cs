namespace KsefTools.Core.Api;

/// <summary>
/// How the 60 requests a second of the unauthenticated calls are counted. The documentation leaves it open, so the
/// careful reading is the default.
/// </summary>
public enum LoginLimitScope
{
    /// <summary>All of them together.</summary>
    Shared,

    /// <summary>Each endpoint on its own.</summary>
    PerEndpoint,

    /// <summary>No limit at all, for the other limits neither: for measuring against a server without limits.</summary>
    Off,
}
