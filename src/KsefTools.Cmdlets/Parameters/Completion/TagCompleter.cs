using System.Collections;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The tags in use.</summary>
internal sealed class TagCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeFolder office, IDictionary bound) =>
        Profiles(office).SelectMany(profile => profile.Tags).Select(tag => new Candidate(tag, tag));
}
