namespace KsefTools.Core.Api;

/// <summary>Pauses between questions: each longer than the one before, until the wait of one run is over.</summary>
/// <param name="first">The first pause; later ones are longer by half each.</param>
/// <param name="longest">No pause is longer.</param>
/// <param name="limit">How long one run waits.</param>
/// <param name="time">Measures it.</param>
internal sealed class Pauses(TimeSpan first, TimeSpan longest, TimeSpan limit, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();
    private TimeSpan _next = first;

    /// <summary>Waits; false, at once, where the run has waited long enough.</summary>
    public async Task<bool> TryNextAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_begun) + _next > limit)
            return false;
        await Task.Delay(_next, time, cancellationToken);
        _next = _next * 1.5 < longest ? _next * 1.5 : longest;
        return true;
    }
}
