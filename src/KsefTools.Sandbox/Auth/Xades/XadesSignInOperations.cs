using System.Net.Mime;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Auth.Xades;

/// <summary>POST /auth/xades-signature.</summary>
internal static class XadesSignInOperations
{
    private const string ForceHeader = "X-KSeF-Feature";
    private const string ForceValue = "enforce-xades-compliance";
    private const int MostBytes = 1_000_000;

    public static readonly IReadOnlyList<Operation> All = [Operation.Open("POST", "/auth/xades-signature", StartAsync)];

    private static async ValueTask<Reply> StartAsync(Call call)
    {
        var verifyChain = ReadVerifyChain(call);
        var document = SignedDocument.Read(await ReadBodyAsync(call));
        var unsigned = document.Unsigned();
        AuthTokenSchema.Check(unsigned, call.Environment.Settings);
        var request = AuthTokenRequest.Read(unsigned);
        var signature = new SignatureVerifier(call.Environment.Settings).Verify(document);
        using var certificate = signature.Certificate;
        CheckProfile(call, signature);
        var signer = SignerIdentity.Of(certificate, request, call.Environment);
        if (Challenges.Take(call, request.Challenge) is null)
            throw Refusals.InvalidChallenge();
        SignerIdentity.CheckContext(signer, request.Context);

        var verdict = new XadesSignIn(call.Environment).Judge(signer, request.Context, verifyChain);
        if (verdict == SignInVerdicts.Success && signer.Issued is { } used)
            call.World.Certificates.Update(used.SerialNumber, c => c with { LastUseDate = call.Now });
        var session = Open(call, request, signer, verdict);
        var bearer = call.Environment.Jwt.IssueAuthentication(
            session,
            call.Environment.Settings.AuthenticationTokenLifetime
        );
        var body = new SignInStartedBody(session.ReferenceNumber, bearer);
        return Reply.Json(202, body, SandboxJson.Default.SignInStartedBody);
    }

    private static AuthSession Open(Call call, AuthTokenRequest request, SignerIdentity signer, SignInVerdict verdict)
    {
        var session = new AuthSession(verdict, call.Environment.Clock, call.Environment.Settings.PollsInProgress)
        {
            ReferenceNumber = call.World.Numbers.Next("AU"),
            Context = request.Context,
            Subject = signer.Subject,
            Category = SignInCategory.XadesSignature,
            StartDate = call.Now,
            Signer = signer.ToSigner(),
            AllowedIps = request.AllowedIps,
        };
        call.World.Sessions.Add(session);
        return session;
    }

    private static void CheckProfile(Call call, VerifiedSignature signature)
    {
        if (signature.IsXades)
            return;
        var isForced = call.Http.Request.Headers[ForceHeader].Contains(ForceValue, StringComparer.Ordinal);
        if (isForced || !call.Environment.Settings.XadesOnlyWarned)
            throw XadesRefusals.NotXades();
        call.Http.Response.Headers["X-System-Warning"] =
            "[sig-001]: Format podpisu niezgodny z akceptowanymi profilami XAdES";
    }

    private static bool ReadVerifyChain(Call call)
    {
        var text = call.Http.Request.Query["verifyCertificateChain"];
        if (text.Count == 0)
            return false;
        return bool.TryParse(text, out var verify)
            ? verify
            : throw Refusals.Validation("verifyCertificateChain: dozwolone są wartości true i false.");
    }

    private static async ValueTask<byte[]> ReadBodyAsync(Call call)
    {
        var request = call.Http.Request;
        var type = request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, MediaTypeNames.Application.Xml, StringComparison.OrdinalIgnoreCase))
            throw Refusals.Validation("Oczekiwano treści w formacie application/xml.");
        if (request.ContentLength > MostBytes)
            throw Refusals.Validation($"Treść nie może być dłuższa niż {MostBytes} bajtów.");
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, call.Http.RequestAborted);
        return buffer.ToArray();
    }
}
