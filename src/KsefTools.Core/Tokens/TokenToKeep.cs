using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Tokens;

/// <summary>A token that a client is to have from now on.</summary>
/// <param name="Client">The client.</param>
/// <param name="Token">The token.</param>
/// <param name="Replaces">The secret's name in the entry that it takes the place of; null to add one.</param>
public sealed record TokenToKeep(ClientId Client, TokenText Token, string? Replaces)
{
    /// <summary>The vault; null for the replaced entry's, or the office's.</summary>
    public string? Vault { get; init; }

    public string? GeneratedBy { get; init; }

    public DateOnly? GeneratedOn { get; init; }
}
