using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Auth;

/// <summary>GET /auth/{referenceNumber}.</summary>
internal static class SignInStatusOperations
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.SigningIn("GET", "/auth/{referenceNumber}", BearerKind.Authentication, Status),
    ];

    private static ValueTask<Reply> Status(Call call)
    {
        var reference = call.RouteValue("referenceNumber");
        // The bearer is good for its own operation only.
        var session = call.World.Sessions.Find(reference);
        if (session is null || !string.Equals(call.Bearer.SessionReference, reference, StringComparison.Ordinal))
            throw Refusals.OperationNotFound(reference);
        if (call.Now - session.StartDate > Retention)
            throw Refusals.Gone();

        var verdict = session.Poll();
        var body = new SignInStatusBody(
            session.StartDate,
            SignInMethods.DeprecatedNameOf(session),
            SignInMethods.Of(session),
            SignInMethods.Describe(verdict, call.Environment.Settings),
            session.IsRedeemed,
            session.LastTokenRefreshDate,
            session.RefreshTokenValidUntil
        );
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.SignInStatusBody));
    }
}
