using KsefTools.Core.Secrets;

namespace KsefTools.Doomed.Vault;

/// <summary>
/// A vault that outlives its process, which may die before and after each change. It may be slow, or fail once.
/// </summary>
/// <param name="inner">What keeps the secrets.</param>
/// <param name="fate">What may end the process.</param>
public sealed class FatefulVault(ISecretVault inner, IFate fate) : ISecretVault
{
    /// <summary>How long each request takes.</summary>
    public TimeSpan Slowness { get; init; }

    /// <summary>The clock of that time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Counts a write, whether it will succeed or not; its number, from 1, over all processes.</summary>
    public Func<int> CountWrite { get; init; } = () => 0;

    /// <summary>The number of the write that fails; null for none.</summary>
    public int? FailingWrite { get; init; }

    /// <summary>Whether the failing write has written all the same.</summary>
    public bool FailsAfterWriting { get; init; }

    /// <summary>Fails the next removal, as a locked vault does.</summary>
    public bool NextRemovalFails { get; set; }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken);
        return await inner.ListAsync(vault, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    )
    {
        await WaitAsync(cancellationToken);
        return await inner.ReadAsync(addresses, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(
        IReadOnlyDictionary<SecretAddress, SecretText> secrets,
        CancellationToken cancellationToken
    )
    {
        fate.Pass("before writing to the vault");
        await WaitAsync(cancellationToken);
        var fails = CountWrite() == FailingWrite;
        if (!fails || FailsAfterWriting)
            await inner.WriteAsync(secrets, cancellationToken);
        if (fails)
            throw new SecretVaultException(SecretVaultFailure.Other, null, "The vault failed this once.");
        fate.Pass("after writing to the vault");
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken)
    {
        fate.Pass("before removing from the vault");
        await WaitAsync(cancellationToken);
        if (NextRemovalFails)
        {
            NextRemovalFails = false;
            throw new SecretVaultException(SecretVaultFailure.Locked, null, "The vault is locked.");
        }
        await inner.RemoveAsync(addresses, cancellationToken);
        fate.Pass("after removing from the vault");
    }

    private Task WaitAsync(CancellationToken cancellationToken) =>
        Slowness == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(Slowness, Clock, cancellationToken);
}
