namespace KsefTools.Core.Api.RateLimits;

/// <summary>
/// Lets requests of one kind through at the speed that one limit of KSeF allows, and nobody while KSeF has asked to
/// wait. Other gates are not touched by that: one client's limit must not stop the rest.
/// </summary>
internal sealed class RequestGate
{
    /// <summary>Longer than any block that was ever seen, and short enough for a timer.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly double _share;
    private readonly CancellationToken _stopping;

    // The longest window first, so that no permit of a short one is held while waiting for a long one.
    private readonly List<(TimeSpan Length, WindowLimiter Limiter)> _windows = [];
    private readonly Lock _closing = new();

    // By the clock that nobody sets: a wall clock put back by a year would close the gate for as long.
    private long _closedAt;
    private TimeSpan _pause = TimeSpan.Zero;

    /// <summary>A gate that no request has passed yet.</summary>
    /// <param name="limit">The published limit; null for a gate that is only ever closed by KSeF itself.</param>
    /// <param name="share">The share of the published limit that is used.</param>
    /// <param name="time">Measures windows and pauses.</param>
    /// <param name="stopping">Ends what is still counting when the client is disposed.</param>
    internal RequestGate(RateLimitValues? limit, double share, TimeProvider time, CancellationToken stopping)
    {
        (_share, _time, _stopping) = (share, time, stopping);
        foreach (var (length, published) in Windows(limit))
            if (published is { } count)
                _windows.Add((length, new WindowLimiter(Used(count), length, time)));
    }

    /// <summary>Waits for the gate to open and for a turn.</summary>
    /// <returns>To be disposed when the answer has come, or when it is known that none will.</returns>
    internal async Task<RequestTurn> EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await WaitUntilOpenAsync(cancellationToken);
            var turn = await TakeTurnAsync(cancellationToken);
            if (ClosedFor() <= TimeSpan.Zero)
                return turn;
            turn.GiveBack();
        }
    }

    /// <summary>Enters if that needs no waiting.</summary>
    internal RequestTurn? TryEnter()
    {
        if (ClosedFor() > TimeSpan.Zero)
            return null;
        var turn = new RequestTurn(_stopping);
        foreach (var (_, limiter) in _windows)
        {
            if (limiter.TryAcquire() is not { } lease)
            {
                turn.GiveBack();
                return null;
            }
            turn.Add(limiter, lease);
        }
        return turn;
    }

    /// <summary>KSeF asked to wait: nobody enters until then.</summary>
    internal void CloseFor(TimeSpan pause)
    {
        var asked = pause < LongestPause ? pause : LongestPause;
        lock (_closing)
            if (asked > ClosedFor())
                (_closedAt, _pause) = (_time.GetTimestamp(), asked);
    }

    /// <summary>KSeF told its limit.</summary>
    internal void Adjust(RateLimitValues limit)
    {
        foreach (var (length, published) in Windows(limit))
            if (published is { } count)
                _windows.Find(window => window.Length == length).Limiter?.Adjust(Used(count), _stopping);
    }

    private static IEnumerable<(TimeSpan Length, int? Published)> Windows(RateLimitValues? limit) =>
        [
            (TimeSpan.FromHours(1), limit?.PerHour),
            (TimeSpan.FromMinutes(1), limit?.PerMinute),
            (TimeSpan.FromSeconds(1), limit?.PerSecond),
        ];

    private int Used(int published) => Math.Max(1, (int)(published * _share));

    private async Task<RequestTurn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var turn = new RequestTurn(_stopping);
        try
        {
            foreach (var (_, limiter) in _windows)
                turn.Add(limiter, await limiter.AcquireAsync(cancellationToken));
            return turn;
        }
        catch
        {
            turn.GiveBack();
            throw;
        }
    }

    private async Task WaitUntilOpenAsync(CancellationToken cancellationToken)
    {
        for (var pause = ClosedFor(); pause > TimeSpan.Zero; pause = ClosedFor())
            await Task.Delay(pause, _time, cancellationToken);
    }

    private TimeSpan ClosedFor()
    {
        lock (_closing)
            return _pause == TimeSpan.Zero ? TimeSpan.Zero : _pause - _time.GetElapsedTime(_closedAt);
    }
}
