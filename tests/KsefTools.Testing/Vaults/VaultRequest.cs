using KsefTools.Core.Secrets;

namespace KsefTools.Testing.Vaults;

/// <summary>What a vault was asked.</summary>
/// <param name="Act">To do what.</param>
/// <param name="Vault">The vault to list; null where <paramref name="Addresses"/> say it.</param>
/// <param name="Addresses">Which secrets; none where it lists.</param>
public sealed record VaultRequest(VaultAct Act, string? Vault, IReadOnlyCollection<SecretAddress> Addresses);
