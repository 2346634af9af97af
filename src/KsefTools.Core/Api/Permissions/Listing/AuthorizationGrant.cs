using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>That one entity may invoice for another (contract: EntityAuthorizationGrant).</summary>
public sealed record AuthorizationGrant
{
    public required string Id { get; init; }

    public TypedIdentifier? AuthorIdentifier { get; init; }

    public required TypedIdentifier AuthorizedEntityIdentifier { get; init; }

    public required TypedIdentifier AuthorizingEntityIdentifier { get; init; }

    /// <summary><c>SelfInvoicing</c>, <c>RRInvoicing</c>, <c>TaxRepresentative</c> or <c>PefInvoicing</c>.</summary>
    public required string AuthorizationScope { get; init; }

    public string? Description { get; init; }

    public GrantedEntity? SubjectEntityDetails { get; init; }

    public DateTimeOffset? StartDate { get; init; }
}
