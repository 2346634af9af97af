using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Certificates;

/// <summary>A certificate as KSeF lists it (contract: CertificateListItem).</summary>
public sealed record CertificateMetadata
{
    /// <summary>16 upper-case hexadecimal digits.</summary>
    public required string CertificateSerialNumber { get; init; }

    public required string Name { get; init; }

    /// <summary><c>Authentication</c>, <c>Offline</c>, or what comes later.</summary>
    public required string Type { get; init; }

    public required string CommonName { get; init; }

    /// <summary>
    /// <c>Active</c>, <c>Blocked</c> (being revoked), <c>Revoked</c>, <c>Expired</c>, or what comes later.
    /// </summary>
    public required string Status { get; init; }

    /// <summary><c>Nip</c>, <c>Pesel</c> or <c>Fingerprint</c>.</summary>
    public required TypedIdentifier SubjectIdentifier { get; init; }

    public required DateTimeOffset ValidFrom { get; init; }

    public required DateTimeOffset ValidTo { get; init; }

    public DateTimeOffset? LastUseDate { get; init; }

    public required DateTimeOffset RequestDate { get; init; }
}
