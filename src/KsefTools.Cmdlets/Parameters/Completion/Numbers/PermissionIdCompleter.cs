using System.Collections;
using KsefTools.Core.Identifiers;

namespace KsefTools.Cmdlets.Parameters.Completion.Numbers;

/// <summary>The permissions that this session has listed: at the client that -Nip names, else at all.</summary>
internal sealed class PermissionIdCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound)
    {
        var nip = ClientId.TryParseLoose(bound["Nip"]?.ToString(), out var parsed) ? parsed.Value : null;
        return SeenNumbers
            .Of(office.Path)
            .OfType<KsefPermission>()
            .Where(permission => permission.Id is not null && (nip is null || permission.Context == nip))
            .Select(permission =>
            {
                var subject = permission.SubjectName ?? MaskedNumber.Of(permission.SubjectType, permission.Subject);
                return new Candidate(
                    permission.Id!,
                    $"{permission.Permission}: {subject} ({permission.Name})",
                    $"{subject} {permission.Permission} {permission.Name}"
                );
            });
    }
}
