using System.Collections;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The clients' names.</summary>
internal sealed class NameCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound) =>
        office.Clients.Select(profile => new Candidate(profile.Name, profile.Name));
}
