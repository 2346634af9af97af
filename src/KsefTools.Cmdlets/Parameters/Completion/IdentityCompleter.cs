using System.Collections;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The office's identities, by name.</summary>
internal sealed class IdentityCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound) =>
        office.Settings.Identities.Select(identity => new Candidate(
            identity.Name,
            $"{identity.Name} ({SettingsDifference.Subject(identity)})"
        ));
}
