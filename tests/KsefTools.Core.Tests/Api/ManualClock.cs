namespace KsefTools.Core.Tests.Api;

/// <summary>
/// Time that stands still until it is moved. With <see cref="Rushes"/>, whoever waits does not wait: the clock jumps
/// to the end of the pause. Timers fire on the thread that moves the clock, so what follows is deterministic.
/// </summary>
internal sealed class ManualClock(DateTimeOffset? start = null) : TimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = start ?? new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    internal bool Rushes { get; init; }

    /// <summary>The pauses that were asked for.</summary>
    internal List<TimeSpan> Pauses { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Advance(TimeSpan by)
    {
        DateTimeOffset end;
        lock (_lock)
            end = _now + by;
        while (TakeDue(end) is { } timer)
            timer.Fire();
        lock (_lock)
            _now = end > _now ? end : _now;
    }

    /// <summary>
    /// Waits until somebody waits for this long; where nobody does, the test fails instead of hanging.
    /// </summary>
    internal async Task PausedAsync(TimeSpan pause)
    {
        var begun = System.GetTimestamp();
        while (!HasPaused(pause))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (System.GetElapsedTime(begun) > Patience)
                Assert.Fail($"Nobody waited for {pause}, but for: {string.Join(", ", PausesSoFar())}.");
            await Task.Yield();
        }
    }

    private TimeSpan[] PausesSoFar()
    {
        lock (_lock)
            return [.. Pauses];
    }

    private bool HasPaused(TimeSpan pause)
    {
        lock (_lock)
            return Pauses.Contains(pause);
    }

    private Timer? TakeDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            var next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next is null)
                return null;
            _timers.Remove(next);
            _now = next.Due > _now ? next.Due : _now;
            return next;
        }
    }

    private sealed class Timer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        internal DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = clock._now + dueTime;
                clock._timers.Add(this);
                clock.Pauses.Add(dueTime);
            }
            // A long one guards against waiting too long; it is not a pause.
            if (clock.Rushes && dueTime < TimeSpan.FromMinutes(1))
                ThreadPool.QueueUserWorkItem(_ => clock.Advance(dueTime));
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire() => callback(state);
    }
}
