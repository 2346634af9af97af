using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Control.Areas;

/// <summary>
/// POST sessions: opens a session without signing in, for whoever needs one of another kind than a token's.
/// </summary>
internal static class SessionControl
{
    public static readonly IReadOnlyList<ControlAction> All = [new("POST", "/sessions", OpenAsync)];

    private static async ValueTask<Reply> OpenAsync(ControlCall call)
    {
        var command = await call.ReadAsync(ControlJson.Default.OpenSessionCommand);
        var context = command.Context ?? throw new ControlException("context is needed: { type, value }.");
        var subject =
            command.Subject
            ?? (context.OwnerNip is { } nip ? SubjectIdentifier.Nip(nip) : null)
            ?? throw new ControlException("subject is needed for this context: { type, value }.");
        var environment = call.Environment;
        var session = new AuthSession(SignInVerdicts.Success, environment.Clock)
        {
            ReferenceNumber = environment.World.Numbers.Next("AU"),
            Context = context,
            Subject = subject,
            Category = command.Category ?? SignInCategory.XadesSignature,
            StartDate = environment.Clock.GetUtcNow(),
        };
        environment.World.Sessions.Add(session);
        var (access, refresh) = SessionTokens.Redeem(environment, session)!;
        var body = new OpenedSession(session.ReferenceNumber, access.Token, refresh.Token);
        return Reply.Json(200, body, ControlJson.Default.OpenedSession);
    }
}
