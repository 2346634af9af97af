using KsefTools.Sandbox.Auth.Jwt;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Tokens;

/// <summary>Who sees and who revokes which token, since API 2.4.0.</summary>
internal static class TokenVisibility
{
    public static bool CanSee(World world, Bearer bearer, TokenRecord token) =>
        token.Context == bearer.Context
        && (bearer.MayAny(Permission.CredentialsManage, Permission.CredentialsRead) || IsOwn(world, bearer, token));

    /// <summary>A single token, by its reference number.</summary>
    public static bool CanRead(Call call, TokenRecord token) =>
        CanSee(call.World, call.Bearer, token)
        || (
            call.Environment.Settings.TokenReadsSiblings
            && token.Context == call.Bearer.Context
            && call.World.AreSamePerson(call.Bearer.Subject, token.Author)
        );

    public static bool CanRevoke(World world, Bearer bearer, TokenRecord token) =>
        token.Context == bearer.Context && (bearer.MayAny(Permission.CredentialsManage) || IsOwn(world, bearer, token));

    // A token session's own token is the one it signed in with; any other session's own are those its subject made.
    private static bool IsOwn(World world, Bearer bearer, TokenRecord token) =>
        bearer.Category == SignInCategory.Token
            ? string.Equals(
                world.Sessions.Find(bearer.SessionReference)?.TokenReference,
                token.ReferenceNumber,
                StringComparison.Ordinal
            )
            : world.AreSamePerson(bearer.Subject, token.Author);
}
