namespace KsefTools.Core.Api.RateLimits;

/// <summary>
/// The pace of one limit. As long as KSeF refuses nothing it is free. A refusal closes it for as long as KSeF asks;
/// then one request goes to see whether the block is over, and the others follow evenly spaced, at a part of the limit
/// that rises again, slowly at first. So programs that share an address without seeing each other come to share its
/// limit. Moments are times since the clock's origin. Not for two threads at once.
/// </summary>
internal sealed class Pace
{
    /// <summary>From a burst the rate falls to a half; what was spaced already was only a little too much.</summary>
    private const double FallOfBurst = 0.5;
    private const double FallOfSpaced = 0.8;

    /// <summary>
    /// The rate is back at its full height so long after a fall to nothing. It rises with the square of the time: where
    /// somebody else has the rest, the next refusal is most of a minute away; where nobody has, the rest is ours soon.
    /// </summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(150);

    /// <summary>How soon to look again whether a request has been answered, maybe one of another process.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(25);

    /// <summary>Nobody passes before.</summary>
    public TimeSpan ClosedUntil { get; set; }

    /// <summary>The share of the limit right after the last fall; 1 where there was none.</summary>
    public double Share { get; set; } = 1;

    /// <summary>Since when the share rises.</summary>
    public TimeSpan Since { get; set; }

    /// <summary>While the pace is spaced: the next one does not pass before.</summary>
    public TimeSpan NextTurn { get; set; }

    /// <summary>Whether it is to be seen yet that the block is over.</summary>
    public bool IsProbing { get; set; }

    /// <summary>The request that was sent to see; 0 for none.</summary>
    public long Probe { get; set; }

    /// <summary>How many requests that were sent to see were refused since the pace was closed.</summary>
    public int Refusals { get; set; }

    /// <summary>When the request that was sent to see must have been answered, unless its process is gone.</summary>
    public TimeSpan ProbeEnd { get; set; }

    /// <summary>Lets a request pass, or says how long to wait before asking again.</summary>
    /// <param name="id">The request.</param>
    /// <param name="now">The moment.</param>
    /// <param name="limits">The gate's limits.</param>
    /// <returns>Zero where it may pass.</returns>
    public TimeSpan Ask(long id, TimeSpan now, GateLimits limits)
    {
        if (now < ClosedUntil)
            return ClosedUntil - now;
        if (IsProbing)
        {
            if (Probe != 0 && now < ProbeEnd)
                return LookAgain;
            (Probe, ProbeEnd) = (id, now + limits.LongestAnswer);
            return TimeSpan.Zero;
        }
        var share = ShareAt(now);
        if (share >= 1)
            return TimeSpan.Zero;
        if (now < NextTurn)
            return NextTurn - now;
        NextTurn = now + (limits.Spacing / share);
        return TimeSpan.Zero;
    }

    /// <summary>A request was answered, or given up after it was sent, and not refused.</summary>
    /// <returns>Whether this shows that the block is over.</returns>
    public bool Answered(long id, TimeSpan now)
    {
        if (!IsProbing || id != Probe)
            return false;
        (IsProbing, Probe, Refusals) = (false, 0, 0);
        (Since, NextTurn) = (now, now);
        return true;
    }

    /// <summary>KSeF refused a request and asked to wait.</summary>
    /// <param name="id">The request.</param>
    /// <param name="now">The moment.</param>
    /// <param name="pause">For how long.</param>
    /// <param name="limits">The gate's limits.</param>
    public void Refused(long id, TimeSpan now, TimeSpan pause, GateLimits limits)
    {
        // Others that were under way at the same time are refused for the same reason.
        if (!IsProbing)
        {
            var share = ShareAt(now);
            Share = Math.Max(limits.Least, share * (share < 1 ? FallOfSpaced : FallOfBurst));
            IsProbing = true;
        }
        if (Probe != 0 && id == Probe)
        {
            // Somebody else lengthens the block as we do: to come ever later is the only way that both see its end.
            Probe = 0;
            pause *= 1 << Math.Min(++Refusals, 4);
        }
        if (now + pause > ClosedUntil)
            ClosedUntil = now + pause;
    }

    private double ShareAt(TimeSpan now)
    {
        if (Share >= 1)
            return 1;
        var risen = Math.Max(0, (now - Since) / Recovery);
        return Math.Min(1, Share + (risen * risen));
    }
}
