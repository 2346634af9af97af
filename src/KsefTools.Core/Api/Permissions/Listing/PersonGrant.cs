using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>
/// What a person or an entity may do in the session's context, or through it (contract: PersonPermission).
/// </summary>
public sealed record PersonGrant
{
    public required string Id { get; init; }

    /// <summary>Who may.</summary>
    public required TypedIdentifier AuthorizedIdentifier { get; init; }

    /// <summary>Where, if not in the session's context: a unit of it.</summary>
    public TypedIdentifier? ContextIdentifier { get; init; }

    /// <summary>For an indirect permission: which client, or <c>AllPartners</c>.</summary>
    public TypedIdentifier? TargetIdentifier { get; init; }

    /// <summary>Who granted it; <c>System</c> for a ZAW-FA.</summary>
    public TypedIdentifier? AuthorIdentifier { get; init; }

    public required string PermissionScope { get; init; }

    public string? Description { get; init; }

    public GrantedPerson? SubjectPersonDetails { get; init; }

    public GrantedEntity? SubjectEntityDetails { get; init; }

    /// <summary><c>Active</c> or <c>Inactive</c>.</summary>
    public string? PermissionState { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public bool CanDelegate { get; init; }
}
