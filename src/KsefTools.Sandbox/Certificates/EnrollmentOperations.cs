using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Certificates;
using KsefTools.Sandbox.State.Time;

namespace KsefTools.Sandbox.Certificates;

/// <summary>GET /certificates/limits, and /certificates/enrollments with what belongs to it.</summary>
internal static class EnrollmentOperations
{
    private const string KeyOfAnother = "Klucz publiczny został już certyfikowany przez inny podmiot.";
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("GET", "/certificates/limits", Limits),
        Operation.Protected("GET", "/certificates/enrollments/data", Data),
        Operation.Protected("POST", "/certificates/enrollments", EnrollAsync),
        Operation.Protected("GET", "/certificates/enrollments/{referenceNumber}", Status),
    ];

    private static ValueTask<Reply> Limits(Call call)
    {
        var quotas = CertificateQuotas.Of(call.Bearer.Subject, call.Environment);
        var body = new QuotasBody(
            quotas.HasEnrollment && quotas.HasCertificate && EnrollmentData.Of(call) is not null,
            QuotaBody.Of(quotas.Enrollments, quotas.MostEnrollments),
            QuotaBody.Of(quotas.Certificates, quotas.MostCertificates)
        );
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.QuotasBody));
    }

    private static ValueTask<Reply> Data(Call call)
    {
        var body = EnrollmentData.Of(call) ?? throw CertificateRefusals.NoData();
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.EnrollmentDataBody));
    }

    private static async ValueTask<Reply> EnrollAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.EnrollRequest);
        var data = EnrollmentData.Of(call) ?? throw CertificateRefusals.NoEnrollment();
        var valid = EnrollmentValidator.Validate(request, call.Environment);
        var csr = SigningRequest.Read(valid.Csr);
        if (!csr.IsFor(data))
            throw CertificateRefusals.OtherSubject();
        var enrollment = Enroll(
            call,
            new CertificateIssue(call.Bearer.Subject, csr.Name, csr.Key)
            {
                DisplayName = valid.Name,
                Type = valid.Type,
                // What lies in the past begins now.
                ValidFrom = valid.ValidFrom > call.Now ? valid.ValidFrom : null,
            }
        );
        var body = new EnrolledBody(enrollment.ReferenceNumber, enrollment.RequestDate);
        return Reply.Json(202, body, SandboxJson.Default.EnrolledBody);
    }

    private static EnrollmentRecord Enroll(Call call, CertificateIssue issue)
    {
        var store = call.World.Certificates;
        lock (store.EnrollmentGate)
        {
            var quotas = CertificateQuotas.Of(issue.Subject, call.Environment);
            if (!quotas.HasEnrollment)
                throw CertificateRefusals.TooManyEnrollments();
            if (!quotas.HasCertificate)
                throw CertificateRefusals.TooManyCertificates();
            var belongsToAnother = store.All.Any(c =>
                string.Equals(c.KeyHash, issue.KeyHash, StringComparison.Ordinal)
                && !call.World.AreSamePerson(c.Subject, issue.Subject)
            );
            var enrollment = new EnrollmentRecord(
                call.World.Numbers.Next("EH"),
                issue.Subject,
                call.Now,
                belongsToAnother ? null : issue.Issue(call.Environment).SerialNumber,
                belongsToAnother ? KeyOfAnother : null,
                new Underway(
                    call.Environment.Clock.Mark(),
                    call.Environment.Settings.EnrollmentDelay,
                    call.Environment.Settings.EnrollmentPolls
                )
            );
            store.Add(enrollment);
            return enrollment;
        }
    }

    private static ValueTask<Reply> Status(Call call)
    {
        var reference = call.RouteValue("referenceNumber");
        if (!Formats.IsReferenceNumber(reference))
            throw Refusals.Validation("referenceNumber: wymagane jest 36 znaków.");
        var store = call.World.Certificates;
        if (store.FindEnrollment(reference) is not { } seen || seen.Subject != call.Bearer.Subject)
            throw CertificateRefusals.UnknownEnrollment();
        var isFinished = store.IsFinished(reference, call.Environment.Clock);
        if (call.Now - seen.RequestDate > Retention)
            throw Refusals.Gone();
        var body = new EnrollmentStatusBody(
            seen.RequestDate,
            Describe(seen, isFinished),
            isFinished ? seen.SerialNumber : null
        );
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.EnrollmentStatusBody));
    }

    private static StatusBody Describe(EnrollmentRecord enrollment, bool isFinished)
    {
        if (!isFinished)
            return new StatusBody(100, "Wniosek przyjęty do realizacji", null);
        return enrollment.Refusal is { } refusal
            ? new StatusBody(400, "Wniosek odrzucony", [refusal])
            : new StatusBody(200, "Wniosek obsłużony (certyfikat wygenerowany)", null);
    }
}
