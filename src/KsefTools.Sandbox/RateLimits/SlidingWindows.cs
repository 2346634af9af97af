namespace KsefTools.Sandbox.RateLimits;

/// <summary>
/// Times of accepted requests in a ring, so that every window is checked by one look: with n allowed, the n-th last
/// request must be older than the window. A block begins when a window is full and grows with each request that ignores
/// it.
/// </summary>
internal sealed class SlidingWindows
{
    /// <summary>A block never grows beyond this.</summary>
    public static readonly TimeSpan LongestBlock = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private long[] ring = new long[16];
    private int head;
    private int count;
    private long blockedUntil;
    private long blockLength;
    private RateWindow? broken;

    /// <summary>Counts a request.</summary>
    /// <returns>Null when it is accepted.</returns>
    public RateVerdict? Take(DateTimeOffset moment, IReadOnlyList<RateWindow> windows)
    {
        var now = moment.UtcTicks;
        lock (gate)
        {
            ForgetIfClockWentBack(now);
            if (now < blockedUntil)
            {
                blockedUntil = Math.Min(blockedUntil + blockLength, Math.Max(blockedUntil, now + LongestBlock.Ticks));
                return Refuse(now);
            }

            Trim(now - windows[^1].Length.Ticks);
            if (FindBroken(now, windows) is not var (window, free))
            {
                Append(now);
                return null;
            }

            broken = window;
            blockLength = WholeSeconds(free - now) * TimeSpan.TicksPerSecond;
            blockedUntil = now + blockLength;
            return Refuse(now);
        }
    }

    private (RateWindow Window, long Free)? FindBroken(long now, IReadOnlyList<RateWindow> windows)
    {
        (RateWindow, long Free)? worst = null;
        foreach (var window in windows)
        {
            if (count < window.Limit)
                continue;
            var free = ring[(head + count - window.Limit) % ring.Length] + window.Length.Ticks;
            if (free > now && (worst is null || free > worst.Value.Free))
                worst = (window, free);
        }

        return worst;
    }

    private RateVerdict Refuse(long now) => new(broken!, (int)WholeSeconds(blockedUntil - now));

    private void ForgetIfClockWentBack(long now)
    {
        if (count == 0 || ring[(head + count - 1) % ring.Length] <= now)
            return;
        count = 0;
        blockedUntil = 0;
    }

    private void Trim(long oldest)
    {
        while (count > 0 && ring[head] <= oldest)
        {
            head = (head + 1) % ring.Length;
            count--;
        }
    }

    private void Append(long now)
    {
        if (count == ring.Length)
        {
            var larger = new long[ring.Length * 2];
            for (var i = 0; i < count; i++)
                larger[i] = ring[(head + i) % ring.Length];
            ring = larger;
            head = 0;
        }

        ring[(head + count) % ring.Length] = now;
        count++;
    }

    private static long WholeSeconds(long ticks) =>
        Math.Max(1, (ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
}
