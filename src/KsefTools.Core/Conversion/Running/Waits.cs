namespace KsefTools.Core.Conversion.Running;

/// <summary>Pauses between questions, each longer than the one before, until the wait of one run is over.</summary>
internal sealed class Waits(ConversionOptions options, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();
    private TimeSpan _next = options.PollDelay;

    /// <summary>Waits; false, at once, where the run has waited long enough.</summary>
    public async Task<bool> TryNextAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_begun) + _next > options.MaxWait)
            return false;
        await Task.Delay(_next, time, cancellationToken);
        _next = _next * 1.5 < options.MaxPollDelay ? _next * 1.5 : options.MaxPollDelay;
        return true;
    }
}
