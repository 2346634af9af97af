namespace KsefTools.Core.Api.Watching;

/// <summary>
/// Tells whoever follows of each answer, each repetition and each wait that KSeF asks for. Two commands of a process
/// that share their limits hear of each other's waits, too: they are the same. Safe for any number of threads.
/// </summary>
public sealed class RequestWatch
{
    private readonly Lock _sync = new();
    private volatile Action<RequestNews>? _told;

    /// <summary>Follows until it is disposed of.</summary>
    /// <param name="hear">Called on the request's own thread; must return at once and throw nothing.</param>
    public IDisposable Follow(Action<RequestNews> hear)
    {
        ArgumentNullException.ThrowIfNull(hear);
        lock (_sync)
            _told += hear;
        return new Following(() =>
        {
            lock (_sync)
                _told -= hear;
        });
    }

    /// <summary>The news are worded only where somebody follows.</summary>
    internal void Tell(Func<RequestNews> news)
    {
        if (_told is { } told)
            told(news());
    }

    private sealed class Following(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
