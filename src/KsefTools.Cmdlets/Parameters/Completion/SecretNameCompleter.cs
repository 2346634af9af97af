using System.Collections;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The names of secrets in the profiles: of the client that -Nip names already, else of all.</summary>
internal sealed class SecretNameCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound)
    {
        var nips = new ProfileFilter(NipsOf(bound["Nip"]));
        return office
            .Clients.Where(profile => nips.MatchesNip(profile.Nip.Value))
            .SelectMany(profile => profile.Access.Select(entry => (profile.Name, entry.Secret)))
            .Where(item => item.Secret is not null)
            .Select(item => new Candidate(item.Secret!, $"{item.Secret} {item.Name}", item.Name));
    }

    private static IEnumerable<string> NipsOf(object? bound) =>
        bound switch
        {
            null => [],
            string text => [text],
            IEnumerable many => many.Cast<object?>().Select(item => item?.ToString() ?? ""),
            var other => [other.ToString() ?? ""],
        };
}
