using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries.Personal;

/// <summary>Schema PersonalPermissionsQueryRequest.</summary>
internal sealed record PersonalGrantsRequest(
    IdentifierBody? ContextIdentifier,
    IdentifierBody? TargetIdentifier,
    IReadOnlyList<string?>? PermissionTypes,
    string? PermissionState
);

/// <summary>Schema PersonalPermission.</summary>
internal sealed record PersonalGrantBody(
    Guid Id,
    ContextIdentifier? ContextIdentifier,
    SubjectIdentifier? AuthorizedIdentifier,
    GrantTarget? TargetIdentifier,
    string PermissionScope,
    string Description,
    PersonDetails? SubjectPersonDetails,
    EntityDetailsBody? SubjectEntityDetails,
    string PermissionState,
    DateTimeOffset StartDate,
    bool CanDelegate
);

/// <summary>Schema QueryPersonalPermissionsResponse.</summary>
internal sealed record PersonalGrantsBody(IReadOnlyList<PersonalGrantBody> Permissions, bool HasMore);
