using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Certificates;

/// <summary>
/// What an identity has used up. Certificates whose time has not come count as active; revoking gives no application
/// back, but one whose certificate is about to expire no longer counts (observed; docs/ksef.md, Certificates).
/// </summary>
internal sealed record CertificateQuotas(int Enrollments, int MostEnrollments, int Certificates, int MostCertificates)
{
    public bool HasEnrollment => Enrollments < MostEnrollments;

    public bool HasCertificate => Certificates < MostCertificates;

    public static CertificateQuotas Of(SubjectIdentifier subject, SandboxEnvironment environment)
    {
        var now = environment.Clock.GetUtcNow();
        var store = environment.World.Certificates;
        var reopens = now + environment.Settings.EnrollmentReopensBefore;
        var limits = environment.Limits.Of(subject);
        return new CertificateQuotas(
            store.Enrollments.Count(e => e.Subject == subject && !HasReopened(e)),
            limits.Enrollment?.MaxEnrollments ?? 0,
            store.Of(subject).Count(c => c.StatusAt(now) == CertificateStatus.Active),
            limits.Certificate?.MaxCertificates ?? 0
        );

        bool HasReopened(EnrollmentRecord enrollment) =>
            enrollment.SerialNumber is { } serial && store.Find(serial)?.ValidTo <= reopens;
    }
}
