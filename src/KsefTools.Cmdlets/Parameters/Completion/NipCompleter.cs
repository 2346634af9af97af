using System.Collections;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The clients' NIPs, with their names beside them.</summary>
internal sealed class NipCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound) =>
        office.Clients.Select(profile => new Candidate(
            profile.Nip.Value,
            $"{profile.Nip.Value} {profile.Name}",
            profile.Name
        ));
}
