using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Core.Credentials;

/// <summary>What a session may really do in its context. An owner may do everything.</summary>
public sealed class EffectivePermissions
{
    private const string OwnerRole = "Owner";

    private readonly HashSet<string> _permissions;

    /// <summary>Takes permissions as KSeF names them (the contract's TokenPermissionType, or <c>Owner</c>).</summary>
    public EffectivePermissions(IEnumerable<string> permissions) =>
        _permissions = new HashSet<string>(permissions, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Reads a session's claims (observed, docs/ksef.md, Sign-in): what stands in <c>per</c> or <c>pep</c>, without
    /// <c>pec</c>, the excluded ones. An owner's <c>pep</c> is empty (CIRFMF/ksef-api issue 838), so it says nothing
    /// against <c>per</c>.
    /// </summary>
    public static EffectivePermissions FromClaims(
        IReadOnlyCollection<string>? per,
        IReadOnlyCollection<string>? pep,
        IReadOnlyCollection<string>? pec
    ) => new((per ?? []).Union(pep ?? [], StringComparer.Ordinal).Except(pec ?? [], StringComparer.OrdinalIgnoreCase));

    /// <summary>Reads a session's claims; null where they say nothing about permissions.</summary>
    public static EffectivePermissions? Of(SessionClaims claims) =>
        claims is { Permissions: null, EffectivePermissions: null }
            ? null
            : FromClaims(claims.Permissions, claims.EffectivePermissions, claims.ExcludedPermissions);

    public bool IsOwner => _permissions.Contains(OwnerRole);

    public bool IsEmpty => _permissions.Count == 0;

    /// <summary>Whether GET /tokens shows the session every token of the context (since 2.4.0).</summary>
    public bool MaySeeAllTokens => Allows("CredentialsRead") || Allows("CredentialsManage");

    /// <summary>As KSeF named them, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _permissions.Order(StringComparer.Ordinal)];

    public bool Allows(string permission) => IsOwner || _permissions.Contains(permission);
}
