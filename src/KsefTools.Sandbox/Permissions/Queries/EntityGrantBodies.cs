using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.Permissions.Queries;

/// <summary>Schema EntityPermissionsQueryRequest.</summary>
internal sealed record EntityGrantsRequest(IdentifierBody? ContextIdentifier);

/// <summary>Schema EntityPermissionItem.</summary>
internal sealed record EntityGrantBody(
    Guid Id,
    ContextIdentifier ContextIdentifier,
    Permission PermissionScope,
    string Description,
    DateTimeOffset StartDate,
    bool CanDelegate
);

/// <summary>Schema QueryEntityPermissionsResponse.</summary>
internal sealed record EntityGrantsBody(IReadOnlyList<EntityGrantBody> Permissions, bool HasMore);
