using System.Threading.RateLimiting;

namespace KsefTools.Core.Api.RateLimits;

/// <summary>
/// At most so many requests in any window of time, however the network shifts them. A request holds its permit from
/// before it is sent until one window after its answer has come. It reached the server between the two, so whatever
/// window the server looks at, each request in it still holds a permit at the window's end: there cannot be more of
/// them than permits. A bucket filled by the clock alone has no such proof, as a stall on the way can push two of its
/// seconds together.
/// </summary>
internal sealed class WindowLimiter(int limit, TimeSpan window, TimeProvider time)
{
    // A timer counts whole milliseconds and may ring one early; the server's clock is as coarse.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(2);

    private readonly Lock _adjusting = new();
    private (ConcurrencyLimiter Permits, int Limit) _current = (Permits(limit), limit);

    /// <summary>Waits for a permit, the first come the first served.</summary>
    internal async ValueTask<RateLimitLease> AcquireAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var permits = Current();
            try
            {
                var lease = await permits.AcquireAsync(1, cancellationToken);
                if (lease.IsAcquired)
                    return lease;
                lease.Dispose();
            }
            catch (ObjectDisposedException) when (permits != Current())
            {
                // The limit was adjusted meanwhile.
            }
        }
    }

    /// <summary>Takes a permit if one is free and nobody waits for it.</summary>
    internal RateLimitLease? TryAcquire()
    {
        try
        {
            var lease = Current().AttemptAcquire();
            if (lease.IsAcquired)
                return lease;
            lease.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // The limit was adjusted meanwhile; whoever waits gets its turn.
        }
        return null;
    }

    /// <summary>Gives a permit back one window from now: the answer has come.</summary>
    internal async Task ReleaseLaterAsync(RateLimitLease lease, CancellationToken stopping)
    {
        await Task.Delay(window + Slack, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lease.Dispose();
    }

    /// <summary>
    /// Takes another limit. What is held of the old one counts against the new one for a whole window more, as it is
    /// not known when each of those answers will come.
    /// </summary>
    internal void Adjust(int newLimit, CancellationToken stopping)
    {
        ConcurrencyLimiter old;
        lock (_adjusting)
        {
            if (newLimit == _current.Limit)
                return;
            old = _current.Permits;
            var held = _current.Limit - (int)old.GetStatistics()!.CurrentAvailablePermits;
            var permits = Permits(newLimit);
            _ = ReleaseLaterAsync(permits.AttemptAcquire(Math.Min(held, newLimit)), stopping);
            _current = (permits, newLimit);
        }
        // Wakes who waits for an old permit, to ask for a new one.
        old.Dispose();
    }

    private ConcurrencyLimiter Current()
    {
        lock (_adjusting)
            return _current.Permits;
    }

    private static ConcurrencyLimiter Permits(int limit) =>
        new(
            new ConcurrencyLimiterOptions
            {
                PermitLimit = limit,
                QueueLimit = int.MaxValue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );
}
