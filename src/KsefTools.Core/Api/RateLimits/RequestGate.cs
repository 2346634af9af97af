using System.Diagnostics.CodeAnalysis;

namespace KsefTools.Core.Api.RateLimits;

/// <summary>
/// Lets requests of one kind through at the speed that one limit of KSeF allows, and nobody while KSeF has asked to
/// wait. Other gates are not touched by that: one client's limit must not stop the rest.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "A semaphore whose wait handle is never asked for holds nothing to dispose of."
)]
internal sealed class RequestGate
{
    /// <summary>Longer than any block that was ever seen, and short enough for a timer.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    /// <summary>How soon to come back to a state that somebody else is at: they are done in much less.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1);

    private readonly GateLimits _limits;
    private readonly IGateStore _store;
    private readonly TimeProvider _time;

    // Whoever waits first passes first, and the others ask for nothing meanwhile.
    private readonly SemaphoreSlim _first = new(1, 1);

    // Somebody has been refused until its patience was over, and nobody has passed since.
    private volatile bool _isHopeless;

    private volatile TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A gate.</summary>
    /// <param name="limits">Its limits.</param>
    /// <param name="store">Its state.</param>
    /// <param name="time">Measures windows and pauses, by the clock that nobody sets.</param>
    internal RequestGate(GateLimits limits, IGateStore store, TimeProvider time) =>
        (_limits, _store, _time) = (limits, store, time);

    private TimeSpan Now => SteadyClock.Now(_time);

    /// <summary>
    /// Waits for the gate to open and for a turn, the first come the first served. What is known to take longer than
    /// the patience is not waited for, nor a block that has outlasted somebody's patience already.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="patience">The longest wait; null for any.</param>
    /// <param name="closed">Told once, before it waits, for how long KSeF has asked to wait.</param>
    /// <returns>To be disposed when the answer has come, or when it is known that none will.</returns>
    /// <exception cref="GateClosedException">The wait is not worth beginning.</exception>
    internal async Task<RequestTurn> EnterAsync(
        CancellationToken cancellationToken,
        TimeSpan? patience = null,
        Action<TimeSpan>? closed = null
    )
    {
        var begun = _time.GetTimestamp();
        await _first.WaitAsync(cancellationToken);
        try
        {
            var id = NewId();
            while (true)
            {
                var opened = _opened.Task;
                var (wait, isClosed) = Ask(id);
                if (wait <= TimeSpan.Zero)
                    return new RequestTurn(this, id);
                if (wait > patience - _time.GetElapsedTime(begun) || (isClosed && _isHopeless && patience is not null))
                    throw new GateClosedException(wait);
                if (isClosed)
                    Interlocked.Exchange(ref closed, null)?.Invoke(wait);
                await WaitAsync(wait, opened, cancellationToken);
            }
        }
        finally
        {
            _first.Release();
        }
    }

    /// <summary>Enters if that needs no waiting.</summary>
    internal RequestTurn? TryEnter()
    {
        if (!_first.Wait(0))
            return null;
        try
        {
            var id = NewId();
            return Ask(id).Wait <= TimeSpan.Zero ? new RequestTurn(this, id) : null;
        }
        finally
        {
            _first.Release();
        }
    }

    /// <summary>A request was answered: the windows count from now.</summary>
    internal void Answered(long id) =>
        Tell(
            (state, now) =>
            {
                if (state.Answered(id, now, _limits))
                    Interlocked
                        .Exchange(ref _opened, new(TaskCreationOptions.RunContinuationsAsynchronously))
                        .TrySetResult();
            }
        );

    /// <summary>A request was refused until its patience was over: others need not wait for the same end.</summary>
    internal void GiveUp() => _isHopeless = true;

    /// <summary>KSeF refused a request and asked to wait: nobody enters until then.</summary>
    internal void CloseFor(TimeSpan pause, long id = 0)
    {
        var asked = pause < LongestPause ? pause : LongestPause;
        Tell((state, now) => state.Pace.Refused(id, now, asked, _limits));
    }

    // When it happened counts, not when it could be told.
    private void Tell(Action<GateState, TimeSpan> news)
    {
        var now = Now;
        if (!TryTell(news, now))
            _ = TellLaterAsync(news, now);
    }

    private bool TryTell(Action<GateState, TimeSpan> news, TimeSpan now) =>
        _store.TryUse(
            state =>
            {
                news(state, now);
                return true;
            },
            out _
        );

    private async Task TellLaterAsync(Action<GateState, TimeSpan> news, TimeSpan now)
    {
        do await Task.Delay(Soon);
        while (!TryTell(news, now));
    }

    private async Task WaitAsync(TimeSpan wait, Task opened, CancellationToken cancellationToken)
    {
        // A timer counts whole milliseconds.
        wait = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(wait, _time, either.Token), opened);
        await either.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private (TimeSpan Wait, bool IsClosed) Ask(long id)
    {
        var isUsed = _store.TryUse(
            state =>
            {
                var now = Now;
                return (
                    Wait: state.Ask(id, now, _limits),
                    IsClosed: now < state.Pace.ClosedUntil,
                    state.Pace.IsProbing
                );
            },
            out var answer
        );
        if (!isUsed)
            return (Soon, false);
        if (!answer.IsProbing)
            _isHopeless = false;
        return (answer.Wait, answer.IsClosed);
    }

    // Other processes have requests in the same count.
    private static long NewId() => Random.Shared.NextInt64(1, long.MaxValue);
}
