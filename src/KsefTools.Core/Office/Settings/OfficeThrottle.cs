using KsefTools.Core.Api;

namespace KsefTools.Core.Office.Settings;

/// <summary>
/// How fast the office talks to KSeF, by the figures published for the API (docs/ksef.md, Rate limits).
/// </summary>
public sealed record OfficeThrottle
{
    /// <summary>Clients worked on at the same time.</summary>
    public int Parallel { get; init; } = OfficeDefaults.Parallel;

    public LoginLimitScope LoginLimit { get; init; } = OfficeDefaults.LoginLimit;

    /// <summary>Unauthenticated calls a second from one IP address.</summary>
    public int LoginsPerSecond { get; init; } = OfficeDefaults.LoginsPerSecond;

    /// <summary>Other calls a second in one context.</summary>
    public int PerSecond { get; init; } = OfficeDefaults.PerSecond;

    /// <summary>Other calls a minute in one context.</summary>
    public int PerMinute { get; init; } = OfficeDefaults.PerMinute;

    /// <summary>Other calls an hour in one context.</summary>
    public int PerHour { get; init; } = OfficeDefaults.PerHour;
}
