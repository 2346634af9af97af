using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Auth;

/// <summary>POST /auth/token/redeem and /auth/token/refresh.</summary>
internal static class SessionTokenOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.SigningIn("POST", "/auth/token/redeem", BearerKind.Authentication, Redeem),
        Operation.SigningIn("POST", "/auth/token/refresh", BearerKind.Refresh, Refresh),
    ];

    private static ValueTask<Reply> Redeem(Call call)
    {
        var session = FindSession(call);
        var status = session.Peek();
        if (status != SignInVerdicts.Success)
            throw Refusals.NotAuthorized($"Status uwierzytelniania ({status.Code}) nie pozwala na pobranie tokenów.");
        RefuseDeadCredential(call, session);
        var body =
            SessionTokens.Redeem(call.Environment, session)
            ?? throw Refusals.NotAuthorized(
                $"Tokeny dla operacji uwierzytelniania {session.ReferenceNumber} zostały już pobrane."
            );
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.RedeemedBody));
    }

    private static ValueTask<Reply> Refresh(Call call)
    {
        var session = FindSession(call);
        var status = session.Peek();
        if (status != SignInVerdicts.Success)
            throw Refusals.NotAuthorized(
                $"Status uwierzytelnienia ({status.Code}) nie pozwala na odświeżenie tokenu dostępowego."
            );
        RefuseDeadCredential(call, session);
        session.NoteRefresh(call.Now);
        var body = new RefreshedBody(SessionTokens.IssueAccess(call.Environment, session));
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.RefreshedBody));
    }

    private static AuthSession FindSession(Call call) =>
        call.World.Sessions.Find(call.Bearer.SessionReference)
        ?? throw Refusals.OperationNotFound(call.Bearer.SessionReference);

    private static void RefuseDeadCredential(Call call, AuthSession session)
    {
        if (call.World.IsDeceased(session.Subject))
            throw Refusals.Deceased();
        var token = session.TokenReference is { } reference ? call.World.FindToken(reference) : null;
        if (token is { Status: TokenStatus.Revoked or TokenStatus.Revoking })
            throw Refusals.NotAuthorized("Token KSeF został unieważniony.");
    }
}
