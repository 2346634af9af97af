using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Keys;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Auth;

/// <summary>POST /auth/ksef-token.</summary>
internal static class TokenSignInOperations
{
    public static readonly IReadOnlyList<Operation> All = [Operation.Open("POST", "/auth/ksef-token", Start)];

    private static async ValueTask<Reply> Start(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.TokenSignInRequest);
        var valid = TokenSignInValidator.Validate(request);
        var key = FindKey(call, request.PublicKeyId);
        var issued = TakeChallenge(call, request.Challenge!);

        var judgement = new TokenSignIn(call.Environment).Judge(valid.Cipher, key, valid.Context, issued);
        var token = judgement.Token;
        var session = new AuthSession(judgement.Verdict, call.Environment.Settings.PollsInProgress)
        {
            ReferenceNumber = call.World.Numbers.Next("AU"),
            Context = valid.Context,
            Subject =
                token?.Author
                ?? new SubjectIdentifier(SubjectIdentifierType.Nip, valid.Context.OwnerNip ?? valid.Context.Value),
            Category = SignInCategory.Token,
            StartDate = call.Now,
            TokenReference = token?.ReferenceNumber,
            AllowedIps = valid.AllowedIps,
        };
        call.World.Sessions.Add(session);
        if (judgement.Verdict.Code == SignInVerdicts.Success.Code)
            call.World.UpdateToken(
                token!.ReferenceNumber,
                t => t.UsedAt(call.Now, call.Environment.Settings.LastUseDelay)
            );

        var bearer = call.Environment.Jwt.IssueAuthentication(
            session,
            call.Environment.Settings.AuthenticationTokenLifetime
        );
        var body = new SignInStartedBody(session.ReferenceNumber, bearer);
        return Reply.Json(202, body, SandboxJson.Default.SignInStartedBody);
    }

    private static EncryptionKey? FindKey(Call call, string? id)
    {
        if (id is null)
            return null;
        return call.Environment.Keys.TryFind(id, KeyUsage.KsefTokenEncryption, out var key)
            ? key
            : throw Refusals.UnknownKey(id);
    }

    private static DateTimeOffset TakeChallenge(Call call, string challenge)
    {
        var issued = call.World.Sessions.TakeChallenge(challenge);
        return issued is { } moment && call.Now - moment <= ChallengeOperations.Lifetime
            ? moment
            : throw Refusals.InvalidChallenge();
    }
}
