using KsefTools.Core.Secrets;
using KsefTools.Testing.Vaults;

namespace KsefTools.Doomed.Vault;

/// <summary>What a kind of vault does.</summary>
public static class VaultKinds
{
    /// <summary>A vault of this kind, which outlives its process.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="inner">What keeps the secrets.</param>
    /// <param name="fate">What may end the process.</param>
    /// <param name="clock">The clock of a slow one.</param>
    /// <param name="countWrite">Counts a write; its number, from 1, over all processes.</param>
    public static FatefulVault Around(
        this VaultKind kind,
        ISecretVault inner,
        IFate fate,
        TimeProvider clock,
        Func<int> countWrite
    ) =>
        new(inner, fate)
        {
            Clock = clock,
            Slowness = kind is VaultKind.Slow ? TimeSpan.FromSeconds(5) : TimeSpan.Zero,
            Handling = async (request, pass) =>
            {
                var fails = request.Act is VaultAct.Write && countWrite() == kind.FailingWrite();
                if (!fails || kind.FailsAfterWriting())
                    await pass();
                if (fails)
                    throw new SecretVaultException(SecretVaultFailure.Other, null, "The vault failed this once.");
            },
        };

    /// <summary>The number of the write that fails, from 1; null for none.</summary>
    private static int? FailingWrite(this VaultKind kind) =>
        kind switch
        {
            VaultKind.FirstWriteFails or VaultKind.FirstWriteFailsHavingWritten => 1,
            VaultKind.SecondWriteFails or VaultKind.SecondWriteFailsHavingWritten => 2,
            _ => null,
        };

    private static bool FailsAfterWriting(this VaultKind kind) =>
        kind is VaultKind.FirstWriteFailsHavingWritten or VaultKind.SecondWriteFailsHavingWritten;
}
