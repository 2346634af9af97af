using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Certificates;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Certificates;

/// <summary>
/// POST /certificates/retrieve, /query and /{certificateSerialNumber}/revoke; PUT
/// /testdata/certificates/{serialNumber}. Certificates belong to the subject who signed in, the same in every context.
/// </summary>
internal static class CertificateOperations
{
    private const int MostInOneCall = 10;
    private const int LargestPage = 50;

    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/certificates/retrieve", RetrieveAsync),
        Operation.Protected("POST", "/certificates/query", QueryAsync),
        Operation.Protected("POST", "/certificates/{certificateSerialNumber}/revoke", RevokeAsync),
        Operation.Protected("PUT", "/testdata/certificates/{serialNumber}", UpdateAsync),
    ];

    // What is not the caller's is left out: the contract has no code for it here.
    private static async ValueTask<Reply> RetrieveAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.RetrieveRequest);
        var serials = request.CertificateSerialNumbers;
        if (serials is not { Count: >= 1 and <= MostInOneCall })
            throw Refusals.Validation($"certificateSerialNumbers: wymagane jest od 1 do {MostInOneCall} numerów.");
        if (!serials.All(Formats.IsCertificateSerial))
            throw Refusals.Validation("certificateSerialNumbers: wymagane jest 16 cyfr szesnastkowych.");
        var found = serials
            .Distinct(StringComparer.Ordinal)
            .Select(serial => call.World.Certificates.Find(serial!))
            .OfType<CertificateRecord>()
            .Where(c => c.Subject == call.Bearer.Subject)
            .Select(c => new RetrievedBody(Convert.ToBase64String(c.Der), c.Name, c.SerialNumber, c.Type));
        return Reply.Json(200, new RetrievedListBody([.. found]), SandboxJson.Default.RetrievedListBody);
    }

    private static async ValueTask<Reply> QueryAsync(Call call)
    {
        var size = Page.Size(call, LargestPage);
        var offset = Page.Offset(call);
        var filter = CertificateFilter.Read(
            await call.ReadOptionalBodyAsync(SandboxJson.Default.QueryRequest) ?? new(null, null, null, null, null)
        );
        var now = call.Now;
        var page = call
            .World.Certificates.Of(call.Bearer.Subject)
            .Where(c => filter.Fits(c, now))
            .OrderByDescending(c => c.RequestDate)
            .ThenBy(c => c.SerialNumber, StringComparer.Ordinal)
            .Skip((int)Math.Min((long)offset * size, int.MaxValue))
            .Take(size + 1)
            .ToList();
        var shown = page.Take(size).ToList();
        foreach (var blocked in shown.Where(c => c.ReadsToRevoke > 0))
            call.World.Certificates.Update(
                blocked.SerialNumber,
                c => c with { ReadsToRevoke = Math.Max(0, c.ReadsToRevoke - 1) }
            );
        var body = new CertificateListBody([.. shown.Select(c => CertificateBody.Of(c, now))], page.Count > size);
        return Reply.Json(200, body, SandboxJson.Default.CertificateListBody);
    }

    private static async ValueTask<Reply> RevokeAsync(Call call)
    {
        if (call.Bearer.Category == SignInCategory.Token)
            throw Refusals.MethodNotAllowed(call.Bearer.Category);
        var reason = await ReadReasonAsync(call);
        var certificate = Find(call, call.RouteValue("certificateSerialNumber"));
        if (certificate.StatusAt(call.Now) != CertificateStatus.Active)
            throw CertificateRefusals.CannotRevoke();
        call.World.Certificates.Update(
            certificate.SerialNumber,
            c =>
                c with
                {
                    RevocationReason = reason,
                    ReadsToRevoke = call.Environment.Settings.CertificateReadsToRevoke,
                }
        );
        return Reply.Empty(204);
    }

    private static async ValueTask<string> ReadReasonAsync(Call call)
    {
        var request = await call.ReadOptionalBodyAsync(SandboxJson.Default.RevokeRequest);
        return request?.RevocationReason switch
        {
            null => "Unspecified",
            "Unspecified" or "Superseded" or "KeyCompromise" => request.RevocationReason,
            var other => throw Refusals.Validation($"revocationReason: nieznana wartość '{other}'."),
        };
    }

    private static async ValueTask<Reply> UpdateAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.UpdateCertificateRequest);
        var certificate = Find(call, call.RouteValue("serialNumber"));
        if (request.ValidTo is not { } validTo)
            throw Refusals.Validation("validTo: wartość jest wymagana.");
        if (validTo > certificate.ValidTo)
            throw Refusals.Validation("validTo: data nie może być późniejsza niż obecna.");
        call.World.Certificates.Update(certificate.SerialNumber, c => c with { ValidTo = validTo.ToUniversalTime() });
        return Reply.Empty(200);
    }

    private static CertificateRecord Find(Call call, string serialNumber)
    {
        if (!Formats.IsCertificateSerial(serialNumber))
            throw Refusals.Validation("Numer seryjny: wymagane jest 16 cyfr szesnastkowych.");
        var certificate = call.World.Certificates.Find(serialNumber);
        return certificate is not null && call.World.AreSamePerson(certificate.Subject, call.Bearer.Subject)
            ? certificate
            : throw CertificateRefusals.UnknownCertificate();
    }
}
