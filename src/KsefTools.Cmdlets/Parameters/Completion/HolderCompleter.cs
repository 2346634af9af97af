using System.Collections;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>Who may hold access: the office's identities, and the people who generated credentials.</summary>
internal sealed class HolderCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound) =>
        office
            .Settings.Identities.Select(identity => identity.Name)
            .Concat(
                office.Clients.SelectMany(profile => profile.Access).Select(entry => entry.GeneratedBy).OfType<string>()
            )
            .Select(name => new Candidate(name, name));
}
