using KsefTools.Core.Credentials;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Audit.Running;

/// <summary>What a session may do: by its claims, else by its grants.</summary>
internal static class EffectiveRights
{
    /// <summary>Asks for grants only where the claims say nothing; null where nothing is known then, either.</summary>
    /// <param name="session">The session.</param>
    /// <param name="requested">
    /// What a token was generated with; null for a certificate, and where it is not known.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Api.KsefApiException">KSeF could not be asked.</exception>
    public static async Task<EffectivePermissions?> OfAsync(
        KsefSession session,
        IReadOnlyList<string>? requested,
        CancellationToken cancellationToken
    ) => EffectivePermissions.Of(session.Claims) ?? await AskGrantsAsync(session, requested, cancellationToken);

    /// <summary>
    /// What the session may do where its claims are silent: its grants, of those it was generated with. Before API
    /// 2.9.0 an owner's rights are never listed, so no grant at all (and yet a session) leaves what was requested.
    /// </summary>
    private static async Task<EffectivePermissions?> AskGrantsAsync(
        KsefSession session,
        IReadOnlyList<string>? requested,
        CancellationToken cancellationToken
    )
    {
        var grants = await OwnGrants.ReadAsync(session, "Active", cancellationToken);
        var granted = grants.Select(grant => grant.PermissionScope).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return granted.Count == 0 || (requested is not null && new EffectivePermissions(granted).IsOwner)
            ? requested is null
                ? null
                : new EffectivePermissions(requested)
            : requested is null
                ? new EffectivePermissions(granted)
                : new EffectivePermissions(requested.Where(granted.Contains));
    }
}
