using System.Diagnostics;

namespace KsefTools.Doomed;

/// <summary>
/// A clock that skips pauses: what should happen in some seconds happens at once, and those seconds have passed.
/// </summary>
internal sealed class RushingClock(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private readonly Stopwatch _running = Stopwatch.StartNew();
    private long _skipped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + _running.Elapsed + new TimeSpan(Volatile.Read(ref _skipped));

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // A long one guards against waiting too long; it is not a pause.
        if (dueTime == Timeout.InfiniteTimeSpan || dueTime >= Longest)
            return System.CreateTimer(callback, state, dueTime, period);
        Interlocked.Add(ref _skipped, dueTime.Ticks);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
