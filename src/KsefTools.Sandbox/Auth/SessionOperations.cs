using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.RateLimits;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Auth;

/// <summary>
/// GET /auth/sessions, DELETE /auth/sessions/current and /auth/sessions/{referenceNumber}. Whose sessions are listed is
/// not documented (docs/ksef.md, Sessions): here those of the caller's subject in the caller's context.
/// </summary>
internal static class SessionOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("GET", "/auth/sessions", List),
        new("DELETE", "/auth/sessions/current", RateGroup.Other, BearerKind.Access | BearerKind.Refresh, CloseCurrent),
        Operation.Protected("DELETE", "/auth/sessions/{referenceNumber}", Close),
    ];

    private static ValueTask<Reply> List(Call call)
    {
        var now = call.Now;
        var active = call.World.Sessions.All.Where(session => IsOwn(call, session) && session.IsActive(now));
        var page = Page.Take(call, active, session => session.StartDate, session => session.ReferenceNumber);
        var body = new SessionListBody(page.Continuation, [.. page.Items.Select(session => Describe(call, session))]);
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.SessionListBody));
    }

    private static ValueTask<Reply> CloseCurrent(Call call)
    {
        call.World.Sessions.Find(call.Bearer.SessionReference)?.Revoke();
        return ValueTask.FromResult(Reply.Empty(204));
    }

    private static ValueTask<Reply> Close(Call call)
    {
        var reference = call.RouteValue("referenceNumber");
        if (!Formats.IsReferenceNumber(reference))
            throw Refusals.Validation("referenceNumber: wymagane jest 36 znaków.");
        var session =
            call.World.Sessions.Find(reference)
            ?? throw Refusals.Validation($"Sesja o numerze referencyjnym {reference} nie istnieje.");
        if (!IsOwn(call, session))
            throw Refusals.NoAccessToResource();
        session.Revoke();
        return ValueTask.FromResult(Reply.Empty(204));
    }

    private static bool IsOwn(Call call, AuthSession session) =>
        session.Context == call.Bearer.Context && call.World.AreSamePerson(session.Subject, call.Bearer.Subject);

    private static SessionBody Describe(Call call, AuthSession session) =>
        new(
            session.ReferenceNumber,
            string.Equals(session.ReferenceNumber, call.Bearer.SessionReference, StringComparison.Ordinal),
            session.StartDate,
            SignInMethods.DeprecatedNameOf(session),
            SignInMethods.Of(session),
            SignInMethods.Describe(session.Peek(), call.Environment.Settings),
            session.IsRedeemed,
            session.LastTokenRefreshDate,
            session.RefreshTokenValidUntil
        );
}
