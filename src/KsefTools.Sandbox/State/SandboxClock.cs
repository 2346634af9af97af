using KsefTools.Sandbox.State.Time;

namespace KsefTools.Sandbox.State;

/// <summary>
/// The sandbox's time: runs with a base clock, and can be moved or stopped. One for all environments.
/// </summary>
public sealed class SandboxClock : TimeProvider
{
    private readonly TimeProvider inner;
    private readonly Lock gate = new();
    private TimeSpan offset;
    private DateTimeOffset? frozenAt;

    public SandboxClock(TimeProvider? inner = null) => this.inner = inner ?? System;

    public bool IsFrozen
    {
        get
        {
            lock (gate)
                return frozenAt is not null;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return frozenAt ?? (inner.GetUtcNow() + offset);
    }

    internal ClockMark Mark()
    {
        lock (gate)
        {
            var now = inner.GetUtcNow();
            return new ClockMark(frozenAt ?? (now + offset), now);
        }
    }

    /// <summary>
    /// Whether so much time has gone by. A stopped clock does not hold up what KSeF is busy with: there the time
    /// underneath counts.
    /// </summary>
    internal bool HasPassed(ClockMark since, TimeSpan span)
    {
        var now = Mark();
        return now.Shown - since.Shown >= span || now.Underneath - since.Underneath >= span;
    }

    /// <summary>Moves the clock to a moment; it goes on from there, or stays if it is stopped.</summary>
    public void MoveTo(DateTimeOffset moment)
    {
        lock (gate)
        {
            offset = moment - inner.GetUtcNow();
            if (frozenAt is not null)
                frozenAt = moment.ToUniversalTime();
        }
    }

    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    /// <summary>Stops the clock at its present moment.</summary>
    public void Freeze()
    {
        lock (gate)
            frozenAt ??= inner.GetUtcNow() + offset;
    }

    /// <summary>Lets a stopped clock run on from the moment it shows.</summary>
    public void Resume()
    {
        lock (gate)
        {
            if (frozenAt is not { } moment)
                return;
            offset = moment - inner.GetUtcNow();
            frozenAt = null;
        }
    }

    /// <summary>Back to the base clock's time, running.</summary>
    public void Reset()
    {
        lock (gate)
        {
            frozenAt = null;
            offset = TimeSpan.Zero;
        }
    }
}
