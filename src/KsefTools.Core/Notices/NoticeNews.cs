using KsefTools.Core.Office;
using KsefTools.Core.Runs;
using KsefTools.Core.Runs.Comparison;
using KsefTools.Core.Runs.Storage;

namespace KsefTools.Core.Notices;

/// <summary>
/// What of a run is news. Its changes are since the last run that tested something; what a run between the two (on a
/// night without KSeF) had found as well was news then.
/// </summary>
public static class NoticeNews
{
    /// <summary>The notice; null where nothing changed.</summary>
    /// <param name="office">The office.</param>
    /// <param name="run">A run that has ended.</param>
    public static Notice? Of(OfficeFolder office, OfficeRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (record, summary) = (run.Record!, run.Summary!);
        var store = new RunStore(office);
        var last = store
            .List()
            .FirstOrDefault(kept =>
                kept.RunId != summary.RunId && kept.Outcome is not (AuditOutcome.Running or AuditOutcome.Interrupted)
            );
        if (last is null && summary.PreviousRun is null)
            return new Notice(summary, []);
        var changes = Counted(run.Changes);
        if (last is not null && last.RunId != summary.PreviousRun && TryRead(store, last.RunId) is { } between)
            changes = Since(between, TryRead(store, summary.PreviousRun), changes, record);
        return changes.Count == 0 ? null : new Notice(summary, changes);
    }

    private static List<KsefAuditChange> Since(
        RunRecord between,
        RunRecord? reference,
        List<KsefAuditChange> changes,
        RunRecord now
    )
    {
        var since = Counted(RunComparison.Of(between, now, officePath: null));
        if (reference is null)
            return since;
        var told = Counted(RunComparison.Of(reference, between, officePath: null)).Select(KeyOf).ToHashSet();
        return
        [
            .. changes.Where(change => !told.Contains(KeyOf(change))),
            .. since.Where(change =>
                change.Change is AuditChange.Gone && told.Contains(KeyOf(change) with { Change = AuditChange.New })
            ),
        ];
    }

    private static List<KsefAuditChange> Counted(IEnumerable<KsefAuditChange> changes) =>
        [.. changes.Where(RunComparison.Counts)];

    private static Key KeyOf(KsefAuditChange change) =>
        new(change.Change, change.Area, change.Nip ?? change.Name, change.Environment, change.Code, change.SecretName);

    private static RunRecord? TryRead(RunStore store, string? runId)
    {
        try
        {
            return runId is null ? null : store.Read(runId);
        }
        catch (RunException)
        {
            return null;
        }
    }

    private readonly record struct Key(
        AuditChange Change,
        AuditArea Area,
        string Who,
        string? Environment,
        string Code,
        string? SecretName
    );
}
