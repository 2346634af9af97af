using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Auth;

/// <summary>Uses challenges up.</summary>
internal static class Challenges
{
    /// <summary>Takes a challenge, so that it works once.</summary>
    /// <returns>When the challenge was issued; null when it is unknown, used or older than ten minutes.</returns>
    public static DateTimeOffset? Take(Call call, string challenge)
    {
        var issued = call.World.Sessions.TakeChallenge(challenge);
        return issued is { } moment && call.Now - moment <= ChallengeOperations.Lifetime ? moment : null;
    }
}
