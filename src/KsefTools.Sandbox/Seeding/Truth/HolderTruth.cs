namespace KsefTools.Sandbox.Seeding.Truth;

/// <summary>
/// What somebody has at the office's clients before the first request, and must not have after
/// <c>Revoke-KsefAccess -Holder</c>: all tokens, and the permissions that the office is shown.
/// </summary>
public sealed record HolderTruth
{
    /// <summary>The PESEL.</summary>
    public required string Holder { get; init; }

    public required string Name { get; init; }

    /// <summary>Active tokens by this author, where the imported token may see and revoke them.</summary>
    public required IReadOnlyList<HeldToken> Tokens { get; init; }

    public required IReadOnlyList<HeldPermission> Permissions { get; init; }
}

/// <summary>A token of a holder's.</summary>
/// <param name="Nip">The client.</param>
/// <param name="Reference">The token's number.</param>
public sealed record HeldToken(string Nip, string Reference);

/// <summary>A permission of a holder's.</summary>
/// <param name="Nip">The client where it holds.</param>
/// <param name="Id">By which it is taken back.</param>
/// <param name="Permission">Which.</param>
/// <param name="GrantedIn">The context in which it was granted: the client's, or the office's.</param>
/// <param name="IsVisible">
/// Whether the office is shown it, by a token with CredentialsManage or at home. What it is not, only the client can
/// take back.
/// </param>
public sealed record HeldPermission(string Nip, Guid Id, string Permission, string GrantedIn, bool IsVisible);
