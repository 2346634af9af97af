namespace KsefTools.Core.Api.RateLimits;

/// <summary>
/// The count and the pace of one gate. A request counts from before it is sent until one window after its answer has
/// come. It reached the server between the two, so whatever window the server looks at, each request in it still counts
/// at the window's end: there cannot be more of them than the limit. A bucket that the clock fills has no such proof,
/// as a stall on the way can push two of its seconds together. Moments are times since the clock's origin. Not for two
/// threads at once.
/// </summary>
internal sealed class GateState
{
    /// <summary>
    /// As many are under way at once until most of a first window has been answered: another program may have used the
    /// limit up, and KSeF lengthens its block for each request that comes too many.
    /// </summary>
    private const int AtFirst = 8;

    public Pace Pace { get; init; } = new();

    public List<Place> Places { get; init; } = [];

    /// <summary>How many requests were answered since the gate was at rest.</summary>
    public int Answers { get; set; }

    /// <summary>Lets a request pass and counts it, or says how long to wait before asking again.</summary>
    /// <returns>Zero where it may pass.</returns>
    public TimeSpan Ask(long id, TimeSpan now, GateLimits limits)
    {
        Settle(now, limits);
        if (Places.Count == 0)
            Answers = 0;
        if (IsBeginning(limits) && Places.Count(place => place.IsUnderWay) >= AtFirst)
            return Pace.LookAgain;
        var wait = limits.Windows.Select(window => WaitFor(window, now)).DefaultIfEmpty().Max();
        if (wait <= TimeSpan.Zero)
            wait = Pace.Ask(id, now, limits);
        if (wait <= TimeSpan.Zero)
            Places.Add(new Place(id, now, IsUnderWay: true));
        return wait;
    }

    /// <summary>The answer has come: the windows count from now.</summary>
    /// <returns>Whether somebody may pass who had to wait for just this.</returns>
    public bool Answered(long id, TimeSpan now, GateLimits limits)
    {
        var wasBeginning = IsBeginning(limits);
        var index = Places.FindIndex(place => place.Id == id);
        if (index >= 0)
        {
            Answers++;
            Places[index] = new Place(id, now, IsUnderWay: false);
        }
        return Pace.Answered(id, now) || wasBeginning;
    }

    private bool IsBeginning(GateLimits limits) => limits.Windows is [var (_, count), ..] && Answers < count * 3 / 4;

    // What was never answered counts as answered at the last moment at which that could have happened.
    private void Settle(TimeSpan now, GateLimits limits)
    {
        for (var index = 0; index < Places.Count; index++)
            if (Places[index] is { IsUnderWay: true } place && place.At + limits.LongestAnswer <= now)
                Places[index] = place with { At = place.At + limits.LongestAnswer, IsUnderWay = false };
        Places.RemoveAll(place => !place.IsUnderWay && place.At + limits.Memory <= now);
    }

    /// <summary>Zero where one more fits into the window; else when that can be at the earliest.</summary>
    private TimeSpan WaitFor((TimeSpan Length, int Count) window, TimeSpan now)
    {
        var waits = Places
            .Select(place => place.IsUnderWay ? window.Length : place.At + window.Length - now)
            .Where(wait => wait > TimeSpan.Zero)
            .ToList();
        if (waits.Count < window.Count)
            return TimeSpan.Zero;
        waits.Sort();
        return waits[waits.Count - window.Count];
    }
}
