namespace KsefTools.Sandbox.RateLimits;

/// <summary>A request refused: the window it broke, and whole seconds until the block ends.</summary>
internal sealed record RateVerdict(RateWindow Window, int RetryAfter);
