namespace KsefTools.Core.Api.RateLimits;

/// <summary>
/// The clock that nobody sets. All processes of a machine read the same one; it begins again when the machine does.
/// </summary>
internal static class SteadyClock
{
    /// <summary>The time since its origin.</summary>
    public static TimeSpan Now(TimeProvider time)
    {
        var (seconds, rest) = Math.DivRem(time.GetTimestamp(), time.TimestampFrequency);
        // Whole numbers: as a fraction the time since a far origin would be too coarse.
        return new TimeSpan(
            (seconds * TimeSpan.TicksPerSecond) + (rest * TimeSpan.TicksPerSecond / time.TimestampFrequency)
        );
    }
}
