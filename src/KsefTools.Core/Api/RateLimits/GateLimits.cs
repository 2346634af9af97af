namespace KsefTools.Core.Api.RateLimits;

/// <summary>The limits of one gate: so many requests in each of some windows.</summary>
/// <param name="Windows">The shortest first; none where only KSeF itself closes the gate.</param>
/// <param name="LongestAnswer">
/// A request without an answer for so long has been given up, or its process is gone.
/// </param>
internal sealed record GateLimits(IReadOnlyList<(TimeSpan Length, int Count)> Windows, TimeSpan LongestAnswer)
{
    // A timer counts whole milliseconds and may ring one early; the server's clock is as coarse.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(2);

    /// <summary>The part of a published limit that is used.</summary>
    /// <param name="limit">The published limit; null for none.</param>
    /// <param name="share">Above 0 and at most 1.</param>
    /// <param name="longestAnswer">As the record has it.</param>
    public static GateLimits Of(RateLimitValues? limit, double share, TimeSpan longestAnswer) =>
        new(
            [
                .. new (TimeSpan Length, int? Published)[]
                {
                    (TimeSpan.FromSeconds(1), limit?.PerSecond),
                    (TimeSpan.FromMinutes(1), limit?.PerMinute),
                    (TimeSpan.FromHours(1), limit?.PerHour),
                }
                    .Where(window => window.Published is not null)
                    .Select(window => (window.Length + Slack, Math.Max(1, (int)(window.Published!.Value * share)))),
            ],
            longestAnswer
        );

    /// <summary>How long an answered request counts.</summary>
    public TimeSpan Memory => Windows.Count == 0 ? TimeSpan.Zero : Windows[^1].Length;

    /// <summary>Between two requests at the full rate.</summary>
    public TimeSpan Spacing => Windows is [var (length, count), ..] ? length / count : TimeSpan.Zero;

    /// <summary>The least share of the rate: one request in the shortest window.</summary>
    public double Least => Windows is [var (_, count), ..] ? 1.0 / count : 1;
}
