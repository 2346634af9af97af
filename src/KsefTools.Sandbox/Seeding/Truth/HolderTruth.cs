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

    public required IReadOnlyList<HeldGrant> Permissions { get; init; }
}
