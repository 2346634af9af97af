using System.Security.Cryptography;
using System.Text;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries;

/// <summary>
/// What an owner may do, as entries of its own list since 2.9.0: nobody gave these rights, and nobody can take them.
/// </summary>
internal static class OwnerGrants
{
    private static readonly Version Release = new(2, 9);

    public static IEnumerable<GrantRecord> Of(Call call)
    {
        var (settings, bearer) = (call.Environment.Settings, call.Bearer);
        if (settings.ApiVersion < Release || !call.World.IsOwner(bearer.Subject, bearer.Context))
            return [];
        var rights = settings.OwnerRights == OwnerRightsShown.AsOwner ? Rights.OfOwner.Take(1) : Rights.OfOwner;
        return rights.Select(permission => new GrantRecord
        {
            Id = IdOf(bearer.Context, permission),
            Kind = GrantKind.Owner,
            Context = bearer.Context,
            Authorized = bearer.Subject,
            Permission = permission,
            Description = "Uprawnienie właściciela",
            StartDate = EntityRoles.Beginning,
        });
    }

    public static string ScopeOf(Call call, GrantRecord grant) =>
        grant.Kind == GrantKind.Owner && call.Environment.Settings.OwnerRights == OwnerRightsShown.AsOwner
            ? "Owner"
            : grant.Permission.ToString();

    // The same in every list, as that of a grant.
    private static Guid IdOf(ContextIdentifier context, Permission permission) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{context}/{permission}")).AsSpan(0, 16));
}
