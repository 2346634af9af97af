using System.Collections;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>
/// The permissions that a KSeF token can have (POST /tokens), and those that this office's profiles name.
/// </summary>
internal sealed class PermissionCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Always =>
        OfficeDefaults.KnownPermissions.Select(name => new Candidate(name, name));

    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound) =>
        office.Clients.SelectMany(profile => profile.Permissions).Select(name => new Candidate(name, name));
}
