namespace KsefTools.Sandbox.RateLimits;

/// <summary>
/// How the 60 calls a second of the operations without a context are counted; which of both KSeF does is not published.
/// </summary>
public enum LimitScope
{
    /// <summary>One count for an address.</summary>
    Shared,

    /// <summary>One count for an address and an operation.</summary>
    PerEndpoint,

    /// <summary>No limits at all, those of protected operations included.</summary>
    Off,
}
