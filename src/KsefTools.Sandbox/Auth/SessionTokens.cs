using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Auth;

/// <summary>Issues the tokens of a session, with the rights that its subject has at that moment.</summary>
internal static class SessionTokens
{
    /// <summary>The first and only pair.</summary>
    /// <returns>Null when the pair was given out before.</returns>
    public static RedeemedBody? Redeem(SandboxEnvironment environment, AuthSession session)
    {
        var until = DateTimeOffset.FromUnixTimeSeconds(
            (environment.Clock.GetUtcNow() + environment.Settings.RefreshTokenLifetime).ToUnixTimeSeconds()
        );
        return session.TryRedeem(until)
            ? new RedeemedBody(IssueAccess(environment, session), environment.Jwt.IssueRefresh(session, until))
            : null;
    }

    public static TokenInfo IssueAccess(SandboxEnvironment environment, AuthSession session)
    {
        var world = environment.World;
        // A token of an owner is not an owner: it carries its own permissions only.
        var isOwner = session.TokenReference is null && world.IsOwner(session.Subject, session.Context);
        return environment.Jwt.IssueAccess(session, CurrentRights(world, session), isOwner, environment.Settings);
    }

    private static IReadOnlyList<Permission> CurrentRights(World world, AuthSession session)
    {
        if (session.TokenReference is not { } reference)
            return world.RightsOf(session.Subject, session.Context);
        return world.FindToken(reference) is { } token ? world.EffectivePermissionsOf(token) : [];
    }
}
