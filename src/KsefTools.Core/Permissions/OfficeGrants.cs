using KsefTools.Core.Api.Permissions.Listing;

namespace KsefTools.Core.Permissions;

/// <summary>What clients have let an office do, by client.</summary>
public sealed class OfficeGrants
{
    private readonly ILookup<string, EntityGrant> _byClient;

    internal OfficeGrants(IReadOnlyList<EntityGrant> all)
    {
        // One that names no client is nobody's, and no reason to know nothing of all others.
        All = [.. all.Where(grant => grant is { ContextIdentifier: not null, PermissionScope: not null })];
        _byClient = All.ToLookup(grant => grant.ContextIdentifier.Value ?? "", StringComparer.Ordinal);
    }

    /// <summary>As KSeF listed them.</summary>
    public IReadOnlyList<EntityGrant> All { get; }

    /// <summary>What one client has let the office do; of a unit, by its InternalId.</summary>
    public IEnumerable<EntityGrant> Of(string client) => _byClient[client];
}
