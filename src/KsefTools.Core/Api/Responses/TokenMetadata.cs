using System.Diagnostics.CodeAnalysis;

namespace KsefTools.Core.Api.Responses;

/// <summary>A token as KSeF lists it (contract: QueryTokensResponseItem, TokenStatusResponse).</summary>
public sealed record TokenMetadata
{
    public required string ReferenceNumber { get; init; }

    public TypedIdentifier? AuthorIdentifier { get; init; }

    public TypedIdentifier? ContextIdentifier { get; init; }

    public string? Description { get; init; }

    /// <summary>What was asked for; what the token may really do can be less.</summary>
    [AllowNull]
    public IReadOnlyList<string> RequestedPermissions
    {
        get;
        init => field = value ?? [];
    } = [];

    public required DateTimeOffset DateCreated { get; init; }

    public DateTimeOffset? LastUseDate { get; init; }

    /// <summary>
    /// <c>Pending</c>, <c>Active</c>, <c>Revoking</c>, <c>Revoked</c>, <c>Failed</c>, or what comes later.
    /// </summary>
    public required string Status { get; init; }

    [AllowNull]
    public IReadOnlyList<string> StatusDetails
    {
        get;
        init => field = value ?? [];
    } = [];
}
