using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.Permissions;

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
    Permission PermissionScope,
    string Description,
    string PermissionState,
    DateTimeOffset StartDate,
    bool CanDelegate
);

/// <summary>Schema QueryPersonalPermissionsResponse.</summary>
internal sealed record PersonalGrantsBody(IReadOnlyList<PersonalGrantBody> Permissions, bool HasMore);
