namespace KsefTools.Core.SignIn;

/// <summary>
/// When to ask how a sign-in goes. Each question costs a request of the limit that all clients share, so sign-ins
/// learn from each other how long KSeF takes: the first asks at once, and after an "in progress" the later ones come
/// about as late as the answers have been coming.
/// </summary>
internal sealed class PollPace(SignInOptions options)
{
    // Each sign-in that was ready at the first question shortens the wait a little, so that the pace follows a KSeF
    // that has become faster, at the price of one wasted question in about twenty.
    private const double Shortening = 0.98;

    private readonly Lock _lock = new();

    private TimeSpan _usual = TimeSpan.Zero;

    /// <summary>How long a sign-in usually takes.</summary>
    internal TimeSpan Usual
    {
        get
        {
            lock (_lock)
                return _usual;
        }
    }

    internal TimeSpan Next(int inProgress, TimeSpan elapsed)
    {
        return inProgress == 0 ? Usual - elapsed : Pause(inProgress);
    }

    /// <summary>After so many answers that said "not yet".</summary>
    internal TimeSpan Pause(int notYet)
    {
        // In numbers, which know no overflow: some sign-ins stay under way for half an hour.
        var pause = options.PollDelay.TotalSeconds * Math.Pow(1.5, notYet - 1);
        return pause < options.MaxPollDelay.TotalSeconds ? TimeSpan.FromSeconds(pause) : options.MaxPollDelay;
    }

    internal void Ready(int inProgress, TimeSpan elapsed)
    {
        lock (_lock)
            _usual = inProgress switch
            {
                0 => _usual * Shortening,
                _ when elapsed < options.MaxPollDelay => elapsed,
                _ => options.MaxPollDelay,
            };
    }
}
