using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.Permissions.Queries;

/// <summary>Schema EntityRole.</summary>
internal sealed record RoleBody(
    SubjectIdentifier? ParentEntityIdentifier,
    string Role,
    string Description,
    DateTimeOffset StartDate
);

/// <summary>Schema QueryEntityRolesResponse.</summary>
internal sealed record RolesBody(IReadOnlyList<RoleBody> Roles, bool HasMore);

/// <summary>Schema SubordinateEntityRolesQueryRequest.</summary>
internal sealed record SubordinateRolesRequest(IdentifierBody? SubordinateEntityIdentifier);

/// <summary>Schema SubordinateEntityRole.</summary>
internal sealed record SubordinateRoleBody(
    SubjectIdentifier SubordinateEntityIdentifier,
    string Role,
    string Description,
    DateTimeOffset StartDate
);

/// <summary>Schema QuerySubordinateEntityRolesResponse.</summary>
internal sealed record SubordinateRolesBody(IReadOnlyList<SubordinateRoleBody> Roles, bool HasMore);

/// <summary>Schema CheckAttachmentPermissionStatusResponse.</summary>
internal sealed record AttachmentStatusBody(bool IsAttachmentAllowed, DateTimeOffset? RevokedDate);
