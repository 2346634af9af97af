using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>A permission of the caller in the session's context (contract: PersonalPermission).</summary>
public sealed record PersonalGrant
{
    public string? Id { get; init; }

    public TypedIdentifier? ContextIdentifier { get; init; }

    public TypedIdentifier? AuthorizedIdentifier { get; init; }

    public TypedIdentifier? TargetIdentifier { get; init; }

    /// <summary>For example <c>InvoiceRead</c>.</summary>
    public required string PermissionScope { get; init; }

    public string? Description { get; init; }

    public GrantedPerson? SubjectPersonDetails { get; init; }

    public GrantedEntity? SubjectEntityDetails { get; init; }

    /// <summary><c>Active</c> or <c>Inactive</c>.</summary>
    public string? PermissionState { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public bool CanDelegate { get; init; }
}
