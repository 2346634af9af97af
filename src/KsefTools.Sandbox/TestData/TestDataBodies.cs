using KsefTools.Sandbox.Auth;

namespace KsefTools.Sandbox.TestData;

/// <summary>Schema SubjectCreateRequest.</summary>
internal sealed record CreateSubjectRequest(
    string? SubjectNip,
    string? SubjectType,
    IReadOnlyList<SubunitRequest?>? Subunits,
    string? Description,
    DateTimeOffset? CreatedDate
);

/// <summary>Schema Subunit.</summary>
internal sealed record SubunitRequest(string? SubjectNip, string? Description);

/// <summary>Schema SubjectRemoveRequest.</summary>
internal sealed record RemoveSubjectRequest(string? SubjectNip);

/// <summary>Schema PersonCreateRequest.</summary>
internal sealed record CreatePersonRequest(
    string? Nip,
    string? Pesel,
    bool? IsBailiff,
    string? Description,
    bool? IsDeceased,
    DateTimeOffset? CreatedDate
);

/// <summary>Schemas PersonRemoveRequest and AttachmentPermissionGrantRequest.</summary>
internal sealed record NipRequest(string? Nip);

/// <summary>Schema AttachmentPermissionRevokeRequest.</summary>
internal sealed record RevokeAttachmentRequest(string? Nip, DateOnly? ExpectedEndDate);

/// <summary>
/// Schemas TestDataPermissionsGrantRequest and, without permissions, TestDataPermissionsRevokeRequest.
/// </summary>
internal sealed record GrantRequest(
    IdentifierBody? ContextIdentifier,
    IdentifierBody? AuthorizedIdentifier,
    IReadOnlyList<GrantedPermissionRequest?>? Permissions
);

/// <summary>Schema TestDataPermission.</summary>
internal sealed record GrantedPermissionRequest(string? Description, string? PermissionType);

/// <summary>Schemas BlockContextAuthenticationRequest and UnblockContextAuthenticationRequest.</summary>
internal sealed record ContextRequest(IdentifierBody? ContextIdentifier);
