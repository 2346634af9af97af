using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>
/// The body of <c>POST /permissions/query/authorizations/grants</c>; what is null is not filtered by.
/// </summary>
public sealed record AuthorizationGrantsQuery
{
    public const string Granted = "Granted";

    public const string Received = "Received";

    /// <summary><see cref="Granted"/> or <see cref="Received"/>.</summary>
    public required string QueryType { get; init; }

    public TypedIdentifier? AuthorizingIdentifier { get; init; }

    public TypedIdentifier? AuthorizedIdentifier { get; init; }

    public IReadOnlyList<string>? PermissionTypes { get; init; }
}
