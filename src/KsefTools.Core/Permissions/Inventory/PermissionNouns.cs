using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Permissions.Inventory;

/// <summary>KSeF's several lists of permissions as the one object that a script sees.</summary>
/// <param name="environment">As profiles name it.</param>
/// <param name="nip">The context that was asked.</param>
/// <param name="nameOf">The name that a NIP has here; the NIP itself for one that nobody knows.</param>
/// <param name="officePath">The office's folder.</param>
internal sealed class PermissionNouns(string environment, string nip, Func<string, string> nameOf, string officePath)
{
    private const int NipLength = 10;

    /// <summary>A permission in the asked context, or one that was granted from it.</summary>
    public KsefPermission Of(PersonGrant grant) =>
        At(ClientOf(grant.TargetIdentifier), grant.PermissionScope) with
        {
            SubjectType = grant.AuthorizedIdentifier.Type,
            Subject = grant.AuthorizedIdentifier.Value,
            SubjectName = NameOf(grant.SubjectPersonDetails, grant.SubjectEntityDetails),
            Source = SourceOf(grant.TargetIdentifier, grant.CanDelegate),
            CanDelegate = grant.CanDelegate,
            State = StateOf(grant.PermissionState),
            StartDate = grant.StartDate,
            Id = grant.Id,
            GrantedBy = grant.AuthorIdentifier?.Value,
            GrantedByType = grant.AuthorIdentifier?.Type,
            Target = TextOf(grant.TargetIdentifier ?? grant.ContextIdentifier),
            Description = grant.Description,
        };

    /// <summary>A permission of the session itself.</summary>
    public KsefPermission Of(PersonalGrant grant, TypedIdentifier? self) =>
        At(nip, grant.PermissionScope) with
        {
            SubjectType = (grant.AuthorizedIdentifier ?? self)?.Type,
            Subject = (grant.AuthorizedIdentifier ?? self)?.Value,
            SubjectName = NameOf(grant.SubjectPersonDetails, grant.SubjectEntityDetails),
            Source = SourceOf(grant.TargetIdentifier, grant.CanDelegate),
            CanDelegate = grant.CanDelegate,
            State = StateOf(grant.PermissionState),
            StartDate = grant.StartDate,
            Id = grant.Id,
            Target = TextOf(grant.TargetIdentifier),
            Description = grant.Description,
        };

    /// <summary>What a client has let the asked context do.</summary>
    public KsefPermission Of(EntityGrant grant)
    {
        var client = ClientOf(grant.ContextIdentifier);
        return At(client, grant.PermissionScope) with
        {
            SubjectType = "Nip",
            Subject = nip,
            SubjectName = nameOf(nip),
            Source = SourceOf(target: null, grant.CanDelegate),
            CanDelegate = grant.CanDelegate,
            StartDate = grant.StartDate,
            Id = grant.Id,
            GrantedBy = grant.ContextIdentifier.Value,
            GrantedByType = grant.ContextIdentifier.Type,
            Context = client,
            Target = grant.ContextIdentifier.Value == client ? null : grant.ContextIdentifier.Value,
            Description = grant.Description,
        };
    }

    /// <summary>A session that is at home may do all, and is listed nowhere.</summary>
    public KsefPermission Owner(TypedIdentifier? self) =>
        At(nip, GrantedRight.Owner) with
        {
            SubjectType = self?.Type,
            Subject = self?.Value,
            SubjectName = self?.Value == nip ? nameOf(nip) : null,
            Source = PermissionSource.Owner,
        };

    private KsefPermission At(string client, string permission) =>
        new()
        {
            Nip = client,
            Name = nameOf(client),
            Environment = environment,
            Permission = permission,
            Source = PermissionSource.Direct,
            State = PermissionState.Active,
            Context = nip,
            OfficePath = officePath,
        };

    // What holds at a part of a client holds there alone. Any other number of a unit begins with its client's NIP.
    private string ClientOf(TypedIdentifier? target) =>
        ClientId.TryParse(target?.Value, out var client) ? client.Value
        : target is { Value: { Length: >= NipLength } value } ? value[..NipLength]
        : nip;

    private static PermissionSource SourceOf(TypedIdentifier? target, bool canDelegate) =>
        target is not null ? PermissionSource.Indirect
        : canDelegate ? PermissionSource.Delegated
        : PermissionSource.Direct;

    private static PermissionState StateOf(string? state) =>
        GrantedRight.IsActiveState(state) ? PermissionState.Active : PermissionState.Inactive;

    private static string? TextOf(TypedIdentifier? identifier) => identifier?.Value ?? identifier?.Type;

    private static string? NameOf(GrantedPerson? person, GrantedEntity? entity) =>
        entity?.FullName ?? (person is null ? null : $"{person.FirstName} {person.LastName}".Trim());
}
