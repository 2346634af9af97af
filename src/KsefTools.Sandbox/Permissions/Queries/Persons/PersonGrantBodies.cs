using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries.Persons;

/// <summary>Schema PersonPermissionsQueryRequest.</summary>
internal sealed record PersonGrantsRequest(
    IdentifierBody? AuthorIdentifier,
    IdentifierBody? AuthorizedIdentifier,
    IdentifierBody? ContextIdentifier,
    IdentifierBody? TargetIdentifier,
    IReadOnlyList<string?>? PermissionTypes,
    string? PermissionState,
    string? QueryType
);

/// <summary>Schema PersonPermission.</summary>
internal sealed record PersonGrantBody(
    Guid Id,
    SubjectIdentifier AuthorizedIdentifier,
    ContextIdentifier? ContextIdentifier,
    GrantTarget? TargetIdentifier,
    AuthorBody AuthorIdentifier,
    Permission PermissionScope,
    string Description,
    PersonDetails? SubjectPersonDetails,
    EntityDetailsBody? SubjectEntityDetails,
    string PermissionState,
    DateTimeOffset StartDate,
    bool CanDelegate
);

/// <summary>Schema QueryPersonPermissionsResponse.</summary>
internal sealed record PersonGrantsBody(IReadOnlyList<PersonGrantBody> Permissions, bool HasMore);
