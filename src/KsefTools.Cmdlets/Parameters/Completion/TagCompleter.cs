using System.Collections;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The tags in use.</summary>
internal sealed class TagCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound) =>
        office.Clients.SelectMany(profile => profile.Tags).Select(tag => new Candidate(tag, tag));
}
