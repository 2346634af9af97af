using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Keys;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Auth;

/// <summary>POST /auth/ksef-token.</summary>
internal static class TokenSignInOperations
{
    public static readonly IReadOnlyList<Operation> All = [Operation.Open("POST", "/auth/ksef-token", StartAsync)];

    private static async ValueTask<Reply> StartAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.TokenSignInRequest);
        var valid = TokenSignInValidator.Validate(request);
        var key = FindKey(call, request.PublicKeyId);
        var issued = Challenges.Take(call, request.Challenge!);
        if (issued is null && !call.Environment.Settings.ChallengeJudgedLater)
            throw Refusals.InvalidChallenge();

        var judgement = issued is { } moment
            ? new TokenSignIn(call.Environment).Judge(valid.Cipher, key, valid.Context, moment)
            : new TokenSignIn.Judgement(SignInVerdicts.InvalidChallenge, null);
        if (judgement.Verdict == SignInVerdicts.Success)
            NoteUse(call, judgement.Token!);
        var session = Open(call, valid, judgement);
        var bearer = call.Environment.Jwt.IssueAuthentication(
            session,
            call.Environment.Settings.AuthenticationTokenLifetime
        );
        var body = new SignInStartedBody(session.ReferenceNumber, bearer);
        return Reply.Json(202, body, SandboxJson.Default.SignInStartedBody);
    }

    private static AuthSession Open(Call call, TokenSignInValidator.Valid valid, TokenSignIn.Judgement judgement)
    {
        var unknownSubject = SubjectIdentifier.Nip(valid.Context.OwnerNip ?? valid.Context.Value);
        var session = new AuthSession(
            judgement.Verdict,
            call.Environment.Clock,
            call.Environment.Settings.PollsInProgress
        )
        {
            ReferenceNumber = call.World.Numbers.Next("AU"),
            Context = valid.Context,
            Subject = judgement.Token?.Author ?? unknownSubject,
            Category = SignInCategory.Token,
            StartDate = call.Now,
            TokenReference = judgement.Token?.ReferenceNumber,
            AllowedIps = valid.AllowedIps,
            Awaits = judgement.Awaits,
        };
        call.World.Sessions.Add(session);
        return session;
    }

    private static void NoteUse(Call call, TokenRecord token)
    {
        var now = call.Now;
        var delay = call.Environment.Settings.LastUseDelay;
        call.World.UpdateToken(token.ReferenceNumber, t => t.UsedAt(now, delay));
    }

    private static EncryptionKey? FindKey(Call call, string? id)
    {
        if (id is null)
            return null;
        return call.Environment.Keys.TryFind(id, KeyUsage.KsefTokenEncryption, out var key)
            ? key
            : throw Refusals.UnknownKey(id);
    }
}
