namespace KsefTools.Core.Api.Certificates;

/// <summary>The body of <c>POST /certificates/enrollments</c> (contract: EnrollCertificateRequest).</summary>
/// <param name="CertificateName">5 to 100 letters (Polish ones, too), digits, spaces, <c>_</c> and <c>-</c>.</param>
/// <param name="CertificateType"><c>Authentication</c> or <c>Offline</c>.</param>
/// <param name="Csr">PKCS#10 in DER, Base64.</param>
/// <param name="ValidFrom">When its time begins; null for at once.</param>
public sealed record EnrollCertificateRequest(
    string CertificateName,
    string CertificateType,
    string Csr,
    DateTimeOffset? ValidFrom
);
