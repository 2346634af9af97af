using KsefTools.Sandbox.Auth;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>Schema EuEntityAdministrationPermissionsGrantRequest.</summary>
internal sealed record EuAdministrationRequest(
    IdentifierBody? SubjectIdentifier,
    IdentifierBody? ContextIdentifier,
    string? Description,
    string? EuEntityName,
    EuSubjectDetailsRequest? SubjectDetails,
    EntityWithAddressRequest? EuEntityDetails
);

/// <summary>Schema EuEntityPermissionsGrantRequest.</summary>
internal sealed record EuGrantRequest(
    IdentifierBody? SubjectIdentifier,
    IReadOnlyList<string?>? Permissions,
    string? Description,
    EuSubjectDetailsRequest? SubjectDetails
);

/// <summary>Schema EuEntityPermissionSubjectDetails.</summary>
internal sealed record EuSubjectDetailsRequest(
    string? SubjectDetailsType,
    PersonRequest? PersonByFpWithId,
    PersonRequest? PersonByFpNoId,
    EntityWithAddressRequest? EntityByFp
);

/// <summary>Schemas EntityByFingerprintDetails and EuEntityDetails, which are alike.</summary>
internal sealed record EntityWithAddressRequest(string? FullName, string? Address);
