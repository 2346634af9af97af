namespace KsefTools.Core.Api.Requests;

/// <summary>Filters of <c>GET /tokens</c>; what is null is not filtered by.</summary>
public sealed record TokenQuery
{
    /// <summary>
    /// Statuses to list: <c>Pending</c>, <c>Active</c>, <c>Revoking</c>, <c>Revoked</c>, <c>Failed</c>.
    /// </summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];

    /// <summary>Part of the description, at least 3 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Part of the author's identifier, at least 3 characters.</summary>
    public string? AuthorIdentifier { get; init; }

    /// <summary><c>Nip</c>, <c>Pesel</c> or <c>Fingerprint</c>.</summary>
    public string? AuthorIdentifierType { get; init; }

    /// <summary>10 to 100 tokens a page.</summary>
    public int PageSize { get; init; } = 100;
}
