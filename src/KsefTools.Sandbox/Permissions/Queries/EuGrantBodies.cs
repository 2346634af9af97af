using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries;

/// <summary>Schema EuEntityPermissionsQueryRequest.</summary>
internal sealed record EuGrantsRequest(
    string? VatUeIdentifier,
    string? AuthorizedFingerprintIdentifier,
    IReadOnlyList<string?>? PermissionTypes
);

/// <summary>Schema EuEntityPermission.</summary>
internal sealed record EuGrantBody(
    Guid Id,
    SubjectIdentifier AuthorIdentifier,
    string VatUeIdentifier,
    string EuEntityName,
    string AuthorizedFingerprintIdentifier,
    Permission PermissionScope,
    string Description,
    PersonDetails? SubjectPersonDetails,
    EntityDetailsBody? SubjectEntityDetails,
    EuEntityBody? EuEntityDetails,
    DateTimeOffset StartDate
);

/// <summary>Schema PermissionsEuEntityDetails.</summary>
internal sealed record EuEntityBody(string FullName, string Address);

/// <summary>Schema QueryEuEntityPermissionsResponse.</summary>
internal sealed record EuGrantsBody(IReadOnlyList<EuGrantBody> Permissions, bool HasMore);
