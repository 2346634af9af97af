using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Auth;

/// <summary>POST /auth/challenge.</summary>
internal static class ChallengeOperations
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public static readonly IReadOnlyList<Operation> All = [Operation.Open("POST", "/auth/challenge", Create)];

    private static ValueTask<Reply> Create(Call call)
    {
        var now = call.Now;
        var challenge = call.World.Numbers.Next("CR");
        call.World.Sessions.AddChallenge(challenge, now);
        var body = new ChallengeBody(challenge, now, now.ToUnixTimeMilliseconds(), call.ClientIp);
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.ChallengeBody));
    }
}
