using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Auth;

/// <summary>POST /auth/token/redeem and /auth/token/refresh.</summary>
internal static class SessionTokenOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        new("POST", "/auth/token/redeem", BearerKind.Authentication, Redeem),
        new("POST", "/auth/token/refresh", BearerKind.Refresh, Refresh),
    ];

    private static ValueTask<Reply> Redeem(Call call)
    {
        var session = FindSession(call);
        var status = session.Peek();
        if (status.Code != SignInVerdicts.Success.Code)
            throw Refusals.NotAuthorized($"Status uwierzytelniania ({status.Code}) nie pozwala na pobranie tokenów.");
        RefuseDeadCredential(call, session);
        var until = DateTimeOffset.FromUnixTimeSeconds(
            (call.Now + call.Environment.Settings.RefreshTokenLifetime).ToUnixTimeSeconds()
        );
        if (!session.TryRedeem(until))
            throw Refusals.NotAuthorized(
                $"Tokeny dla operacji uwierzytelniania {session.ReferenceNumber} zostały już pobrane."
            );

        var body = new RedeemedBody(IssueAccess(call, session), call.Environment.Jwt.IssueRefresh(session, until));
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.RedeemedBody));
    }

    private static ValueTask<Reply> Refresh(Call call)
    {
        var session = FindSession(call);
        var status = session.Peek();
        if (status.Code != SignInVerdicts.Success.Code)
            throw Refusals.NotAuthorized(
                $"Status uwierzytelniania ({status.Code}) nie pozwala na odświeżenie tokenu dostępowego."
            );
        RefuseDeadCredential(call, session);
        session.NoteRefresh(call.Now);
        var body = new RefreshedBody(IssueAccess(call, session));
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

    private static TokenInfo IssueAccess(Call call, AuthSession session)
    {
        var permissions = CurrentRights(call.World, session);
        var isOwner = session.Category != SignInCategory.Token && call.World.IsOwner(session.Subject, session.Context);
        return call.Environment.Jwt.IssueAccess(
            session,
            permissions,
            isOwner,
            call.Environment.Settings.AccessTokenLifetime
        );
    }

    private static IReadOnlyList<Permission> CurrentRights(World world, AuthSession session)
    {
        if (session.TokenReference is not { } reference)
            return world.RightsOf(session.Subject, session.Context);
        return world.FindToken(reference) is { } token ? world.EffectivePermissionsOf(token) : [];
    }
}
