namespace KsefTools.Core.Api.Certificates;

/// <summary>A page of certificates (contract: QueryCertificatesResponse).</summary>
public sealed record CertificatePage
{
    public required IReadOnlyList<CertificateMetadata> Certificates { get; init; }

    /// <summary>Whether there is a next page.</summary>
    public required bool HasMore { get; init; }
}
