namespace KsefTools.Core.Api.Certificates;

/// <summary>Contract: RetrieveCertificatesResponse.</summary>
public sealed record RetrievedCertificates
{
    public required IReadOnlyList<RetrievedCertificate> Certificates { get; init; }
}
