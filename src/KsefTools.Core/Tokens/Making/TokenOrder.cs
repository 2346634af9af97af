using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Tokens.Making;

/// <summary>One token to be made: a client's first, one more, or one in another's place.</summary>
/// <param name="Profile">The client.</param>
public sealed record TokenOrder(ClientProfile Profile)
{
    /// <summary>
    /// What it is to be let do (the contract's TokenPermissionType); empty for what the profile expects or, in another
    /// token's place, for what that one was.
    /// </summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>What a person reads of it in KSeF, beside our mark; null for the office's name.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it may be let do more than the profile expects and the policy allows.</summary>
    public bool Force { get; init; }

    /// <summary>The profile's entry of the token whose place it takes; null for none.</summary>
    public AccessEntry? Former { get; init; }

    /// <summary>Whether that one is left alive, retired in the profile.</summary>
    public bool KeepFormer { get; init; }

    /// <summary>Whether that one goes only where the policy says so.</summary>
    public bool OnlyDue { get; init; }

    /// <summary>Identities of the office that must not be its author: who leaves makes no token more.</summary>
    public IReadOnlyList<string> NotBy { get; init; } = [];

    /// <summary>The vault of a first token; null for the office's.</summary>
    public string? Vault { get; init; }
}
