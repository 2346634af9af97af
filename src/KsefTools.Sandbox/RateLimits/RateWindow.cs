namespace KsefTools.Sandbox.RateLimits;

/// <summary>At most <paramref name="Limit"/> requests in any stretch of <paramref name="Length"/>.</summary>
/// <param name="Length">Length of the stretch.</param>
/// <param name="Limit">Requests allowed in it.</param>
/// <param name="UnitName">As the API's message says it.</param>
internal sealed record RateWindow(TimeSpan Length, int Limit, string UnitName);
