using System.Collections;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The people who generated credentials.</summary>
internal sealed class AuthorCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound) =>
        office
            .Clients.SelectMany(profile => profile.Access)
            .Select(entry => entry.GeneratedBy)
            .OfType<string>()
            .Select(author => new Candidate(author, author));
}
