namespace KsefTools.Core.Secrets.Gathering;

/// <summary>
/// Requests of many workers that a vault carries out together: whoever comes while one turn is under way is in the
/// next. What fails for several is tried for each alone, so that one secret's failure is not the others'.
/// </summary>
/// <param name="names">The secrets that a request is about: two about one secret are never in one turn.</param>
/// <param name="work">Carries out one turn, with an answer for each request.</param>
internal sealed class SharedTurns<TRequest, TAnswer>(
    Func<TRequest, IEnumerable<string>> names,
    Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TAnswer>>> work
)
{
    // Another process looks every 40 to 50 ms whether it is its turn.
    private static readonly TimeSpan Courtesy = TimeSpan.FromMilliseconds(60);

    private readonly Lock _sync = new();
    private readonly List<Waiting> _waiting = [];
    private bool _isRunning;

    /// <summary>Waits for a turn and its answer.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">
    /// Takes the request back before its turn; one that is alone in its turn is cancelled in the middle, too.
    /// </param>
    public Task<TAnswer> AskAsync(TRequest request, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(request, cancellationToken);
        lock (_sync)
        {
            _waiting.Add(waiting);
            if (_isRunning)
                return waiting.Answer.Task;
            _isRunning = true;
        }
        _ = RunAsync();
        return waiting.Answer.Task;
    }

    private async Task RunAsync()
    {
        while (Next() is { Count: > 0 } turn)
        {
            var alive = turn.Where(one => !one.TryCancel()).ToList();
            if (alive.Count > 0 && !await TryAsync(alive).ConfigureAwait(false))
                foreach (var one in alive)
                    await TryAsync([one]).ConfigureAwait(false);
            if (IsAnybodyWaiting())
                await Task.Delay(Courtesy).ConfigureAwait(false);
        }
    }

    private bool IsAnybodyWaiting()
    {
        lock (_sync)
            return _waiting.Count > 0;
    }

    private List<Waiting> Next()
    {
        lock (_sync)
        {
            var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var turn = _waiting.Where(IsFree).ToList();
            _waiting.RemoveAll(turn.Contains);
            _isRunning = turn.Count > 0;
            return turn;

            // One that has to wait keeps its names from those behind it, too.
            bool IsFree(Waiting one)
            {
                var wanted = names(one.Request).ToList();
                var isFree = !wanted.Exists(taken.Contains);
                taken.UnionWith(wanted);
                return isFree;
            }
        }
    }

    /// <summary>Carries out a turn; false where each of its requests is to be tried alone.</summary>
    private async Task<bool> TryAsync(IReadOnlyList<Waiting> turn)
    {
        try
        {
            var answers = await work(
                    [.. turn.Select(one => one.Request)],
                    turn.Count == 1 ? turn[0].Cancellation : CancellationToken.None
                )
                .ConfigureAwait(false);
            foreach (var (one, answer) in turn.Zip(answers))
                one.Answer.SetResult(answer);
            return true;
        }
        catch (Exception failure) when (turn.Count == 1 || IsOfAll(failure))
        {
            foreach (var one in turn)
                one.Answer.SetException(failure);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    // Nothing is to be written to a file that may be torn, and whoever holds the lock holds it for each of them.
    private static bool IsOfAll(Exception failure) =>
        failure
            is OperationCanceledException
                or SecretVaultException { MayBeTorn: true }
                or SecretVaultException
                {
                    Failure: SecretVaultFailure.Busy or SecretVaultFailure.Locked or SecretVaultFailure.SignedOut
                };

    private sealed class Waiting(TRequest request, CancellationToken cancellation)
    {
        public TRequest Request { get; } = request;

        public CancellationToken Cancellation { get; } = cancellation;

        // Workers go on by themselves, never inside the next turn.
        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool TryCancel() => Cancellation.IsCancellationRequested && Answer.TrySetCanceled(Cancellation);
    }
}
