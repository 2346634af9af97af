using KsefTools.Core.Runs.Storage;

namespace KsefTools.Core.Runs.Comparison;

/// <summary>What differs between two runs, finding by finding.</summary>
public static class RunComparison
{
    /// <summary>
    /// The changes, the most urgent first. What the later run could not look at is no change: a finding is gone only
    /// where the later run has an answer for the same thing.
    /// </summary>
    /// <param name="reference">The earlier run.</param>
    /// <param name="difference">The later run.</param>
    /// <param name="officePath">The office's folder.</param>
    public static IReadOnlyList<KsefAuditChange> Of(RunRecord reference, RunRecord difference, string? officePath)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(difference);
        var before = Index(reference);
        var after = Index(difference);
        var looked = new Coverage(difference);
        return
        [
            .. after
                .Select(pair => Later(pair.Value, before.TryGetValue(pair.Key, out var old) ? old.Finding : null))
                .OfType<KsefAuditChange>()
                .Concat(
                    before
                        .Where(pair => !after.ContainsKey(pair.Key) && looked.Reaches(pair.Key.Result))
                        .Select(pair => Gone(pair.Value))
                )
                .Select(change =>
                    change with
                    {
                        ReferenceRun = reference.RunId,
                        DifferenceRun = difference.RunId,
                        OfficePath = officePath,
                    }
                )
                .OrderBy(change => change.Change)
                .ThenByDescending(change => change.After ?? change.Before)
                .ThenBy(change => change.Nip, StringComparer.Ordinal)
                .ThenBy(change => change.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether a change is worth a word to somebody: findings for information are not.</summary>
    public static bool Counts(KsefAuditChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return (change.After ?? change.Before) is not FindingSeverity.Information
            || (change.Before ?? change.After) is not FindingSeverity.Information;
    }

    private static Dictionary<
        (ResultKey Result, string Code),
        (KsefAuditResult Result, KsefAuditFinding Finding)
    > Index(RunRecord record) =>
        record
            .Results.SelectMany(result => result.Findings.Select(finding => (Result: result, Finding: finding)))
            .GroupBy(pair => (ResultKey.Of(pair.Result), pair.Finding.Code))
            .ToDictionary(group => group.Key, group => group.MaxBy(pair => pair.Finding.Severity));

    private static KsefAuditChange? Later(
        (KsefAuditResult Result, KsefAuditFinding Finding) now,
        KsefAuditFinding? old
    ) =>
        old is null ? Of(AuditChange.New, now, before: null, now.Finding.Severity)
        : now.Finding.Severity > old.Severity ? Of(AuditChange.Worse, now, old.Severity, now.Finding.Severity)
        : now.Finding.Severity < old.Severity ? Of(AuditChange.Better, now, old.Severity, now.Finding.Severity)
        : null;

    private static KsefAuditChange Gone((KsefAuditResult Result, KsefAuditFinding Finding) old)
    {
        var change = Of(AuditChange.Gone, old, old.Finding.Severity, after: null);
        return change with { Remedy = null };
    }

    private static KsefAuditChange Of(
        AuditChange change,
        (KsefAuditResult Result, KsefAuditFinding Finding) of,
        FindingSeverity? before,
        FindingSeverity? after
    ) =>
        new()
        {
            Change = change,
            Area = of.Result.Area,
            Nip = of.Result.Nip,
            Name = of.Result.Name,
            Code = of.Finding.Code,
            Before = before,
            After = after,
            Message = of.Finding.Message,
            Remedy = of.Finding.Remedy,
            Who = of.Finding.Who,
            Environment = of.Result.Environment,
            SecretName = of.Result.SecretName,
            ReferenceRun = "",
            DifferenceRun = "",
        };
}
