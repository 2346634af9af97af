using KsefTools.Core.Api.Certificates;

namespace KsefTools.Core.Certificates.Enrolment;

/// <summary>
/// Whether one more certificate fits. A renewal needs one enrolment and, because the old one stays until the new one
/// works, one more active certificate.
/// </summary>
internal static class EnrolmentQuotas
{
    /// <summary>Why not, in one sentence; null where it fits.</summary>
    public static string? Obstacle(CertificateQuotas quotas)
    {
        if (quotas.Enrollment.Remaining <= 0)
            return EnrolmentSentences.NoEnrolmentLeft(quotas);
        if (quotas.Certificate.Remaining <= 0)
            return EnrolmentSentences.NoCertificateLeft(quotas);
        return quotas.CanRequest ? null : EnrolmentSentences.CannotRequest;
    }
}
