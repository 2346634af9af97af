namespace KsefTools.Sandbox.RateLimits;

/// <summary>Requests allowed in each sliding window; a null window does not limit.</summary>
public sealed record RateLimit(int PerSecond, int? PerMinute = null, int? PerHour = null)
{
    internal static readonly RateLimit Anonymous = new(60);

    internal IReadOnlyList<RateWindow> Windows { get; } =
    [
        new(TimeSpan.FromSeconds(1), PerSecond, "sekundę"),
        .. PerMinute is { } minute
            ? [new RateWindow(TimeSpan.FromMinutes(1), minute, "minutę")]
            : Array.Empty<RateWindow>(),
        .. PerHour is { } hour ? [new RateWindow(TimeSpan.FromHours(1), hour, "godzinę")] : Array.Empty<RateWindow>(),
    ];
}
