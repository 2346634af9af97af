namespace KsefTools.Bench.Faults;

/// <summary>What goes wrong with the sandbox's answers (docs/sandbox.md, Faults).</summary>
/// <param name="Kind">The sandbox's name for it.</param>
/// <param name="Share">Of all requests, 0 to 1.</param>
/// <param name="AfterWork">Whether the work is done and its answer alone is lost.</param>
internal sealed record FaultCase(string Kind, double Share, bool AfterWork = false)
{
    private static readonly string[] Kinds =
    [
        "TooManyRequests",
        "ServerError",
        "Unavailable",
        "EmptyForbidden",
        "BlockedPage",
        "Reset",
        "NoAnswer",
        "Slow",
        "TruncatedJson",
        "ExtraFields",
        "Answer",
    ];

    /// <summary>Each kind for a fifth of the requests and for all, and the lost answers besides.</summary>
    internal static IEnumerable<FaultCase> All =>
        Kinds
            .SelectMany(kind => new[] { new FaultCase(kind, 0.2), new FaultCase(kind, 1) })
            .Concat([new("Reset", 0.2, AfterWork: true), new("ServerError", 0.2, AfterWork: true)]);

    /// <summary>As the sandbox's control interface takes it.</summary>
    internal object Rule =>
        new
        {
            kind = Kind,
            share = Share,
            seed = 1,
            afterWork = AfterWork,
            delayMilliseconds = 300,
        };

    public override string ToString() => AfterWork ? $"{Kind}, work done" : Kind;
}
