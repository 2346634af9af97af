using System.Collections;
using KsefTools.Core.Conversion;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The clients that have a token to go back to.</summary>
internal sealed class RestorableNipCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound) =>
        office
            .Clients.Where(TokenRestoration.IsPossible)
            .Select(profile => new Candidate(profile.Nip.Value, $"{profile.Nip.Value} {profile.Name}", profile.Name));
}
