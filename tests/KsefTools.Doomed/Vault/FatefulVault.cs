using KsefTools.Core.Secrets;

namespace KsefTools.Doomed.Vault;

/// <summary>
/// The vault of a process that may die before, in and after each change; it may be slow or fail once.
/// </summary>
internal sealed class FatefulVault(DoomedFolder folder, VaultKind kind, Fate fate, TimeProvider clock) : ISecretVault
{
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(5);

    private readonly FolderVault _vault = folder.Vault.With(() => fate.Pass("while writing to the vault"));

    private int? FailingWrite =>
        kind switch
        {
            VaultKind.FirstWriteFails or VaultKind.FirstWriteFailsHavingWritten => 1,
            VaultKind.SecondWriteFails or VaultKind.SecondWriteFailsHavingWritten => 2,
            _ => null,
        };

    private bool WritesBeforeItFails =>
        kind is VaultKind.FirstWriteFailsHavingWritten or VaultKind.SecondWriteFailsHavingWritten;

    public async Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken);
        return await _vault.ListAsync(vault, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    )
    {
        await WaitAsync(cancellationToken);
        return await _vault.ReadAsync(addresses, cancellationToken);
    }

    public async Task WriteAsync(
        IReadOnlyDictionary<SecretAddress, SecretText> secrets,
        CancellationToken cancellationToken
    )
    {
        fate.Pass("before writing to the vault");
        await WaitAsync(cancellationToken);
        var fails = folder.AddWrite() == FailingWrite;
        if (!fails || WritesBeforeItFails)
            await _vault.WriteAsync(secrets, cancellationToken);
        if (fails)
            throw new SecretVaultException(SecretVaultFailure.Other, null, "The vault failed this once.");
        fate.Pass("after writing to the vault");
    }

    public async Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken)
    {
        fate.Pass("before removing from the vault");
        await WaitAsync(cancellationToken);
        await _vault.RemoveAsync(addresses, cancellationToken);
        fate.Pass("after removing from the vault");
    }

    private Task WaitAsync(CancellationToken cancellationToken) =>
        kind is VaultKind.Slow ? Task.Delay(Slowness, clock, cancellationToken) : Task.CompletedTask;
}
