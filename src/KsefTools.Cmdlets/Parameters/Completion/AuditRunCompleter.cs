using System.Collections;
using KsefTools.Core.Runs.Storage;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The audit runs that the office has kept.</summary>
internal sealed class AuditRunCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound) =>
        new RunStore(office.Folder).List().Select(run => new Candidate(run.RunId, $"{run.RunId} ({run.Outcome})"));
}
