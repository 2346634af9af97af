using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>
/// A vault that outlives its process, whose process may die before and after each change, and which may be slow or fail
/// once.
/// </summary>
internal sealed class MortalVault(EnrolmentBench bench, Fate fate) : ISecretVault
{
    public TimeSpan Slowness { get; init; }

    /// <summary>The number of the write that fails, counted from 1 over all processes; null for none.</summary>
    public int? FailingWrite { get; init; }

    /// <summary>Whether the failing write has written all the same.</summary>
    public bool FailsAfterWriting { get; init; }

    public async Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken)
    {
        await WaitAsync();
        return await bench.Vault.ListAsync(vault, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    )
    {
        await WaitAsync();
        return await bench.Vault.ReadAsync(addresses, cancellationToken);
    }

    public async Task WriteAsync(
        IReadOnlyDictionary<SecretAddress, SecretText> secrets,
        CancellationToken cancellationToken
    )
    {
        fate.Pass("before writing to the vault");
        await WaitAsync();
        var fails = ++bench.VaultWrites == FailingWrite;
        if (!fails || FailsAfterWriting)
            await bench.Vault.WriteAsync(secrets, cancellationToken);
        if (fails)
            throw new SecretVaultException(SecretVaultFailure.Other, null, "the vault failed this once");
        fate.Pass("after writing to the vault");
    }

    public async Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken)
    {
        fate.Pass("before removing from the vault");
        await WaitAsync();
        await bench.Vault.RemoveAsync(addresses, cancellationToken);
        fate.Pass("after removing from the vault");
    }

    private Task WaitAsync() => Slowness == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(Slowness, bench.Clock);
}
