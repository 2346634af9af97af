using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries;

/// <summary>Schema SubunitPermissionsQueryRequest.</summary>
internal sealed record SubunitGrantsRequest(IdentifierBody? SubunitIdentifier);

/// <summary>Schema SubunitPermission.</summary>
internal sealed record SubunitGrantBody(
    Guid Id,
    SubjectIdentifier AuthorizedIdentifier,
    ContextIdentifier SubunitIdentifier,
    SubjectIdentifier AuthorIdentifier,
    Permission PermissionScope,
    string Description,
    PersonDetails? SubjectPersonDetails,
    string? SubunitName,
    DateTimeOffset StartDate
);

/// <summary>Schema QuerySubunitPermissionsResponse.</summary>
internal sealed record SubunitGrantsBody(IReadOnlyList<SubunitGrantBody> Permissions, bool HasMore);
