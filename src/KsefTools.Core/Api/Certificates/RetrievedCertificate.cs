namespace KsefTools.Core.Api.Certificates;

/// <summary>A certificate with its content (contract: RetrieveCertificatesListItem).</summary>
public sealed record RetrievedCertificate
{
    /// <summary>DER; Base64 on its way.</summary>
    public required byte[] Certificate { get; init; }

    public required string CertificateName { get; init; }

    public required string CertificateSerialNumber { get; init; }

    /// <summary><c>Authentication</c> or <c>Offline</c>.</summary>
    public required string CertificateType { get; init; }
}
