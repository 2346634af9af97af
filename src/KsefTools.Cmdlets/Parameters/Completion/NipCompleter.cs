using System.Collections;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The clients' NIPs, with their names beside them.</summary>
internal sealed class NipCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeFolder office, IDictionary bound) =>
        Profiles(office).Select(profile => new Candidate(profile.Nip.Value, $"{profile.Nip.Value} {profile.Name}"));
}
