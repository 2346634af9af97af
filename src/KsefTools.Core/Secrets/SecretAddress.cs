namespace KsefTools.Core.Secrets;

/// <summary>Where a secret lives.</summary>
/// <param name="Vault">The vault's registered name; null for the session's default vault.</param>
/// <param name="Name">Letters, digits and <c>-</c> only: every vault takes that.</param>
public readonly record struct SecretAddress(string? Vault, string Name)
{
    /// <summary>For messages: <c>vault/name</c>.</summary>
    public override string ToString() => $"{Vault ?? "(default)"}/{Name}";
}
