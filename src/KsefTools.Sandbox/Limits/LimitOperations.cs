using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Limits;

/// <summary>GET /limits/context and /limits/subject; their test data.</summary>
internal static class LimitOperations
{
    private const int MostMegabytes = 5;
    private const int MostMegabytesWithAttachment = 10;
    private const int MostInvoices = 100_000;

    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("GET", "/limits/context", ReadContext),
        Operation.Protected("GET", "/limits/subject", ReadSubject),
        Operation.Protected("POST", "/testdata/limits/context/session", SetContextAsync),
        Operation.Protected("DELETE", "/testdata/limits/context/session", ResetContext),
        Operation.Protected("POST", "/testdata/limits/subject/certificate", SetSubjectAsync),
        Operation.Protected("DELETE", "/testdata/limits/subject/certificate", ResetSubject),
    ];

    private static ValueTask<Reply> ReadContext(Call call)
    {
        var limits = call.Environment.Limits.Of(call.Bearer.Context);
        return ValueTask.FromResult(Reply.Json(200, limits, SandboxJson.Default.ContextLimits));
    }

    private static ValueTask<Reply> ReadSubject(Call call)
    {
        var limits = call.Environment.Limits.Of(call.Bearer.Subject);
        return ValueTask.FromResult(Reply.Json(200, limits, SandboxJson.Default.SubjectLimits));
    }

    private static async ValueTask<Reply> SetContextAsync(Call call)
    {
        var limits = await call.ReadBodyAsync(SandboxJson.Default.ContextLimits);
        List<string> faults =
        [
            .. Faults(limits.OnlineSession, "onlineSession"),
            .. Faults(limits.BatchSession, "batchSession"),
        ];
        if (faults.Count > 0)
            throw Refusals.Validation([.. faults]);
        call.Environment.Limits.Set(call.Bearer.Context, limits);
        return Reply.Empty(200);
    }

    private static ValueTask<Reply> ResetContext(Call call)
    {
        call.Environment.Limits.Reset(call.Bearer.Context);
        return ValueTask.FromResult(Reply.Empty(200));
    }

    private static async ValueTask<Reply> SetSubjectAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.SetSubjectLimitsRequest);
        var type = call.Bearer.Subject.Type;
        if (request.SubjectIdentifierType is { } text && !Enums.TryParse(text, out type))
            throw Refusals.Validation($"subjectIdentifierType: nieznana wartość '{text}'.");
        if (request.Enrollment?.MaxEnrollments < 0 || request.Certificate?.MaxCertificates < 0)
            throw Refusals.Validation("Limit nie może być ujemny.");
        call.Environment.Limits.Set(
            call.Bearer.Subject,
            type,
            new SubjectLimits(request.Enrollment, request.Certificate)
        );
        return Reply.Empty(200);
    }

    private static ValueTask<Reply> ResetSubject(Call call)
    {
        call.Environment.Limits.Reset(call.Bearer.Subject);
        return ValueTask.FromResult(Reply.Empty(200));
    }

    private static IEnumerable<string> Faults(SessionLimits? limits, string name)
    {
        if (limits?.MaxInvoiceSizeInMB is not (>= 0 and <= MostMegabytes))
            yield return $"{name}.maxInvoiceSizeInMB: dozwolone są wartości od 0 do {MostMegabytes}.";
        if (limits?.MaxInvoiceWithAttachmentSizeInMB is not (>= 0 and <= MostMegabytesWithAttachment))
            yield return $"{name}.maxInvoiceWithAttachmentSizeInMB: dozwolone są wartości od 0 do "
                + $"{MostMegabytesWithAttachment}.";
        if (limits?.MaxInvoices is not (>= 0 and <= MostInvoices))
            yield return $"{name}.maxInvoices: dozwolone są wartości od 0 do {MostInvoices}.";
    }
}
