using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries;

/// <summary>Schema EntityAuthorizationPermissionsQueryRequest.</summary>
internal sealed record AuthorizationsRequest(
    IdentifierBody? AuthorizingIdentifier,
    IdentifierBody? AuthorizedIdentifier,
    string? QueryType,
    IReadOnlyList<string?>? PermissionTypes
);

/// <summary>Schema EntityAuthorizationGrant.</summary>
internal sealed record AuthorizationBody(
    Guid Id,
    SubjectIdentifier? AuthorIdentifier,
    AuthorizedEntity AuthorizedEntityIdentifier,
    ContextIdentifier AuthorizingEntityIdentifier,
    AuthorizationScope AuthorizationScope,
    string Description,
    EntityDetailsBody SubjectEntityDetails,
    DateTimeOffset StartDate
);

/// <summary>Schema QueryEntityAuthorizationPermissionsResponse.</summary>
internal sealed record AuthorizationsBody(IReadOnlyList<AuthorizationBody> AuthorizationGrants, bool HasMore);
