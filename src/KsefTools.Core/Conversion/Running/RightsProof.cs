using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.Credentials;
using KsefTools.Core.Permissions;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Running;

/// <summary>What a session of the certificate may do, from its claims and from what KSeF lists of it.</summary>
/// <param name="Names">What it may do, as KSeF names it, sorted; <c>Owner</c> stands for all.</param>
/// <param name="Missing">What is required and not there, or there without a basis.</param>
internal sealed record RightsProof(IReadOnlyList<string> Names, IReadOnlyList<string> Missing)
{
    public bool Holds => Missing.Count == 0;

    /// <summary>
    /// Looks at a session that has just signed in. Its claims count; a right that KSeF lists as inactive alone does
    /// not, for it is an indirect one whose basis is gone. An owner's rights are never listed.
    /// </summary>
    /// <exception cref="PermissionException">The session may not even look at its own rights.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    /// <exception cref="SignInException">The session ended meanwhile.</exception>
    public static async Task<RightsProof> OfAsync(
        KsefSession session,
        IReadOnlyList<string> required,
        CancellationToken cancellationToken
    )
    {
        var claimed = EffectivePermissions.Of(session.Claims);
        var grants = await new GrantReader(session).ReadOwnAsync(cancellationToken);
        var active = Scopes(grants, isInactive: false);
        var inactive = Scopes(grants, isInactive: true);
        if (claimed is { IsOwner: true })
            return new RightsProof(claimed.Names, []);
        inactive.ExceptWith(active);
        var names = new EffectivePermissions(
            (claimed?.Names ?? [.. active]).Except(inactive, StringComparer.OrdinalIgnoreCase)
        );
        return new RightsProof(names.Names, [.. required.Where(permission => !names.Allows(permission))]);
    }

    private static HashSet<string> Scopes(IEnumerable<PersonalGrant> grants, bool isInactive) =>
        grants
            .Where(grant => grant.PermissionState is "Inactive" == isInactive)
            .Select(grant => grant.PermissionScope)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
