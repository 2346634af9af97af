using System.Security.Cryptography;
using KsefTools.Sandbox.Certificates;
using KsefTools.Sandbox.Certificates.Issuers;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Control.Areas;

/// <summary>GET and POST certificates, PATCH certificates/{serialNumber}, GET authority.</summary>
internal static class CertificateControl
{
    public static readonly IReadOnlyList<ControlAction> All =
    [
        new("GET", "/certificates", List),
        new("POST", "/certificates", PlantAsync),
        new("PATCH", "/certificates/{serialNumber}", ChangeAsync),
        new("GET", "/authority", Authority),
    ];

    private static ValueTask<Reply> List(ControlCall call)
    {
        var now = call.Environment.Clock.GetUtcNow();
        var certificates = call
            .Environment.World.Certificates.All.OrderByDescending(c => c.RequestDate)
            .ThenBy(c => c.SerialNumber, StringComparer.Ordinal)
            .Select(c => CertificateBody.Of(c, now));
        var body = new CertificateListBody([.. certificates], HasMore: false);
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.CertificateListBody));
    }

    private static async ValueTask<Reply> PlantAsync(ControlCall call)
    {
        var plan = await call.ReadAsync(ControlJson.Default.CertificatePlan);
        if (plan.Subject is null)
            throw new ControlException("subject is needed: { type, value }.");
        if (plan.Issuer == CertificateIssuer.Qualified && (plan.SelfSigned || plan.Type == KsefCertificateType.Offline))
            throw new ControlException("A qualified certificate is neither selfSigned nor of type Offline.");
        if (plan.ValidTo <= (plan.ValidFrom ?? call.Environment.Clock.GetUtcNow()))
            throw new ControlException("validTo must be after validFrom, or after now where that is absent.");
        return Reply.Json(200, plan.Plant(call.Environment), ControlJson.Default.PlantedCertificate);
    }

    private static async ValueTask<Reply> ChangeAsync(ControlCall call)
    {
        var serial = (string)call.Http.Request.RouteValues["serialNumber"]!;
        var command = await call.ReadAsync(ControlJson.Default.ChangeCertificateCommand);
        var now = call.Environment.Clock.GetUtcNow();
        var changed =
            call.Environment.World.Certificates.Update(serial, Change)
            ?? call.Environment.Qualified.Certificates.Update(serial, Change)
            ?? throw new ControlException($"There is no certificate {serial}.", StatusCodes.Status404NotFound);
        return Reply.Json(200, CertificateBody.Of(changed, now), SandboxJson.Default.CertificateBody);

        CertificateRecord Change(CertificateRecord c) =>
            (command.Status is { } status ? c.Ended(status) : c) with
            {
                ValidTo = EndOf(c, command, now),
            };
    }

    private static DateTimeOffset EndOf(
        CertificateRecord certificate,
        ChangeCertificateCommand command,
        DateTimeOffset now
    )
    {
        if (command.Status == CertificateStatus.Expired && certificate.ValidTo >= now)
            return now.AddSeconds(-1);
        return command.ValidTo ?? certificate.ValidTo;
    }

    private static ValueTask<Reply> Authority(ControlCall call)
    {
        var body = new AuthorityState(Pem(call.Environment.Authority), Pem(call.Environment.Qualified.Authority));
        return ValueTask.FromResult(Reply.Json(200, body, ControlJson.Default.AuthorityState));

        static string Pem(CertificateAuthority authority) =>
            PemEncoding.WriteString("CERTIFICATE", authority.Certificate);
    }
}
