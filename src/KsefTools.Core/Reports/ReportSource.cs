using KsefTools.Core.Office;
using KsefTools.Core.Runs.Comparison;
using KsefTools.Core.Runs.Storage;
using KsefTools.Core.Signing;

namespace KsefTools.Core.Reports;

/// <summary>What a report is made of: a run, what changed before it, and the runs of the past.</summary>
public sealed record ReportSource
{
    /// <summary>How many runs a client's history goes back.</summary>
    private const int HistoryLength = 14;

    public required RunRecord Run { get; init; }

    public RunRecord? Previous { get; init; }

    public IReadOnlyList<KsefAuditChange> Changes { get; init; } = [];

    /// <summary>Oldest first, the run itself among them.</summary>
    public IReadOnlyList<RunRecord> Past { get; init; } = [];

    /// <summary>Of requests that waited to be signed when the report was made.</summary>
    public IReadOnlyList<SigningDeadline> Deadlines { get; init; } = [];

    /// <summary>Reads a run of an office with what belongs to it.</summary>
    /// <param name="office">The office.</param>
    /// <param name="runId">Which; null for the newest.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="Runs.RunException">There is none, or it cannot be read.</exception>
    public static ReportSource Read(OfficeFolder office, string? runId, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(office);
        ArgumentNullException.ThrowIfNull(time);
        var store = new RunStore(office);
        var newest = runId ?? (store.List() is [var first, ..] ? first.RunId : throw Runs.RunException.None());
        var run = store.Read(newest);
        var previous = run.PreviousRun is { } before ? TryRead(store, before) : null;
        return new ReportSource
        {
            Run = run with { Access = store.ReadAccess(newest) },
            Previous = previous,
            Deadlines = SigningDeadline.Of(office, time.GetUtcNow()),
            Changes = previous is null
                ? []
                : [.. RunComparison.Of(previous, run, office.Path).Where(RunComparison.Counts)],
            Past =
            [
                .. store
                    .List()
                    .Where(kept => kept.StartedAt <= run.StartedAt)
                    .Take(HistoryLength)
                    .Select(kept => TryRead(store, kept.RunId))
                    .OfType<RunRecord>()
                    .Reverse(),
            ],
        };
    }

    // An old run that was damaged since costs its place in the history, not the report.
    private static RunRecord? TryRead(RunStore store, string runId)
    {
        try
        {
            return store.Read(runId);
        }
        catch (Runs.RunException)
        {
            return null;
        }
    }
}
