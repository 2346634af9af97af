using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>Schema PersonPermissionsGrantRequest.</summary>
internal sealed record PersonGrantRequest(
    IdentifierBody? SubjectIdentifier,
    IReadOnlyList<string?>? Permissions,
    string? Description,
    PersonDetailsRequest? SubjectDetails
);

/// <summary>Schema IndirectPermissionsGrantRequest.</summary>
internal sealed record IndirectGrantRequest(
    IdentifierBody? SubjectIdentifier,
    IdentifierBody? TargetIdentifier,
    IReadOnlyList<string?>? Permissions,
    string? Description,
    PersonDetailsRequest? SubjectDetails
);

/// <summary>Schema SubunitPermissionsGrantRequest.</summary>
internal sealed record SubunitGrantRequest(
    IdentifierBody? SubjectIdentifier,
    IdentifierBody? ContextIdentifier,
    string? Description,
    string? SubunitName,
    PersonDetailsRequest? SubjectDetails
);

/// <summary>Schema EntityPermissionsGrantRequest.</summary>
internal sealed record EntityGrantRequest(
    IdentifierBody? SubjectIdentifier,
    IReadOnlyList<EntityPermissionRequest?>? Permissions,
    string? Description,
    EntityDetailsRequest? SubjectDetails
);

/// <summary>Schema EntityPermission.</summary>
internal sealed record EntityPermissionRequest(string? Type, bool? CanDelegate);

/// <summary>Schema EntityAuthorizationPermissionsGrantRequest.</summary>
internal sealed record AuthorizationRequest(
    IdentifierBody? SubjectIdentifier,
    string? Permission,
    string? Description,
    EntityDetailsRequest? SubjectDetails
);

/// <summary>Schema EntityDetails.</summary>
internal sealed record EntityDetailsRequest(string? FullName);

/// <summary>Schema PersonPermissionSubjectDetails.</summary>
internal sealed record PersonDetailsRequest(
    string? SubjectDetailsType,
    PersonRequest? PersonById,
    PersonRequest? PersonByFpWithId,
    PersonRequest? PersonByFpNoId
);

/// <summary>
/// Schemas PersonDetails, PersonByFingerprintWithIdentifierDetails and PersonByFingerprintWithoutIdentifierDetails.
/// </summary>
internal sealed record PersonRequest(
    string? FirstName,
    string? LastName,
    IdentifierBody? Identifier,
    DateOnly? BirthDate,
    IdentityDocumentRequest? IdDocument
);

/// <summary>Schema IdDocument.</summary>
internal sealed record IdentityDocumentRequest(string? Type, string? Number, string? Country);

/// <summary>Schema PermissionsOperationResponse.</summary>
internal sealed record AcceptedOperationBody(string ReferenceNumber);

/// <summary>Schema PermissionsOperationStatusResponse.</summary>
internal sealed record OperationStatusBody(StatusBody Status);
