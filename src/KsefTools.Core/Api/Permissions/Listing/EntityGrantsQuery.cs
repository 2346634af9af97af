using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>The body of <c>POST /permissions/query/entities/grants</c>; null for the grants of everybody.</summary>
public sealed record EntityGrantsQuery
{
    /// <summary>Who granted: <c>Nip</c> or <c>InternalId</c>.</summary>
    public TypedIdentifier? ContextIdentifier { get; init; }
}
