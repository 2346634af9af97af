using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Sessions;

/// <summary>
/// The vault of whichever command is running. What outlives a command (limits, sessions) reaches the vaults through
/// this, because a command's own way to them ends with the command.
/// </summary>
internal sealed class RelayedVault : ISecretVault
{
    private static readonly AsyncLocal<ISecretVault?> Current = new();

    private static ISecretVault Vault =>
        Current.Value ?? throw new InvalidOperationException("No command is running here.");

    /// <summary>From here on, in this flow of tasks, the vault is this one.</summary>
    internal static void Use(ISecretVault vault) => Current.Value = vault;

    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken) =>
        Vault.ListAsync(vault, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    ) => Vault.ReadAsync(addresses, cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(
        IReadOnlyDictionary<SecretAddress, SecretText> secrets,
        CancellationToken cancellationToken
    ) => Vault.WriteAsync(secrets, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken) =>
        Vault.RemoveAsync(addresses, cancellationToken);
}
