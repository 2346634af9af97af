using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>What another entity has let the session's context do (contract: EntityPermissionItem).</summary>
public sealed record EntityGrant
{
    public required string Id { get; init; }

    /// <summary>Who granted it, and where it holds.</summary>
    public required TypedIdentifier ContextIdentifier { get; init; }

    /// <summary><c>InvoiceRead</c> or <c>InvoiceWrite</c>.</summary>
    public required string PermissionScope { get; init; }

    public string? Description { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public bool CanDelegate { get; init; }
}
