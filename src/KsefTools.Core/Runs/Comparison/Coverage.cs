using KsefTools.Core.Runs.Storage;

namespace KsefTools.Core.Runs.Comparison;

/// <summary>What a run has looked at with an answer, so that what it does not tell any more is gone.</summary>
internal sealed class Coverage
{
    private readonly HashSet<ResultKey> _unanswered;
    private readonly HashSet<ResultKey> _seen;
    private readonly HashSet<AuditArea> _failed;
    private readonly bool _isWhole;

    public Coverage(RunRecord run)
    {
        var unknown = run.Results.Where(result => result.Status is CredentialStatus.Unknown || HasUnknown(result));
        _unanswered = [.. unknown.Select(ResultKey.Of)];
        _seen = [.. run.Results.Select(ResultKey.Of)];
        _failed =
        [
            .. run
                .Results.Where(result => result.Findings.Any(one => one.Code is RunFindings.PartFailed))
                .Select(result => result.Area),
        ];
        _isWhole = run.Outcome is AuditOutcome.Completed;
    }

    /// <summary>
    /// Whether nothing more would be told of this. Of a run that came to its end, also what is no longer there: a
    /// client who left, a file that was corrected.
    /// </summary>
    public bool Reaches(ResultKey key) =>
        !_failed.Contains(key.Area) && !_unanswered.Contains(key) && (_isWhole || _seen.Contains(key));

    private static bool HasUnknown(KsefAuditResult result) =>
        result.Findings.Any(finding => finding.Severity is FindingSeverity.Unknown);
}
