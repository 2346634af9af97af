using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Auth.Jwt;

/// <summary>
/// What a verified bearer says. An access token is believed until it expires, whatever happened to its session.
/// </summary>
internal sealed record Bearer(BearerKind Kind, string SessionReference)
{
    public required ContextIdentifier Context { get; init; }

    public required SubjectIdentifier Subject { get; init; }

    public required SignInCategory Category { get; init; }

    /// <summary>What the holder may do, as it was when the token was issued.</summary>
    public required IReadOnlyList<Permission> Permissions { get; init; }

    public bool MayAny(params ReadOnlySpan<Permission> permissions)
    {
        foreach (var permission in permissions)
        {
            if (Permissions.Contains(permission))
                return true;
        }

        return false;
    }
}
