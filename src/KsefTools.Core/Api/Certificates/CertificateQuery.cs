namespace KsefTools.Core.Api.Certificates;

/// <summary>The body of <c>POST /certificates/query</c>; what is null is not filtered by.</summary>
public sealed record CertificateQuery
{
    public string? CertificateSerialNumber { get; init; }

    /// <summary>Part of the name.</summary>
    public string? Name { get; init; }

    /// <summary><c>Authentication</c> or <c>Offline</c>.</summary>
    public string? Type { get; init; }

    /// <summary><c>Active</c>, <c>Blocked</c>, <c>Revoked</c> or <c>Expired</c>.</summary>
    public string? Status { get; init; }

    public DateTimeOffset? ExpiresAfter { get; init; }
}
