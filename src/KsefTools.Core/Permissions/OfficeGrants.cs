using KsefTools.Core.Api.Permissions.Listing;

namespace KsefTools.Core.Permissions;

/// <summary>What clients have let an office do, by client.</summary>
public sealed class OfficeGrants
{
    private readonly ILookup<string, EntityGrant> _byClient;

    internal OfficeGrants(IReadOnlyList<EntityGrant> all)
    {
        All = all;
        _byClient = all.ToLookup(grant => grant.ContextIdentifier.Value ?? "", StringComparer.Ordinal);
    }

    /// <summary>As KSeF listed them.</summary>
    public IReadOnlyList<EntityGrant> All { get; }

    /// <summary>What one client has let the office do; of a unit, by its InternalId.</summary>
    public IEnumerable<EntityGrant> Of(string client) => _byClient[client];
}
