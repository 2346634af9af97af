using System.Collections;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The clients' names.</summary>
internal sealed class NameCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeFolder office, IDictionary bound) =>
        Profiles(office).Select(profile => new Candidate(profile.Name, profile.Name));
}
