using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Certificates;

/// <summary>How an enrolment goes (contract: CertificateEnrollmentStatusResponse).</summary>
public sealed record EnrollmentStatus
{
    public required DateTimeOffset RequestDate { get; init; }

    /// <summary>100 under way, 200 issued, 400 refused (key certified already, limit), 500 or 550 failed.</summary>
    public required StatusInfo Status { get; init; }

    /// <summary>16 upper-case hexadecimal digits; null until the certificate is issued.</summary>
    public string? CertificateSerialNumber { get; init; }
}
