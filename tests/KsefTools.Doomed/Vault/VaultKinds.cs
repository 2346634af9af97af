namespace KsefTools.Doomed.Vault;

/// <summary>What a kind of vault does.</summary>
public static class VaultKinds
{
    public static TimeSpan Slowness(this VaultKind kind) =>
        kind is VaultKind.Slow ? TimeSpan.FromSeconds(5) : TimeSpan.Zero;

    /// <summary>The number of the write that fails, from 1; null for none.</summary>
    public static int? FailingWrite(this VaultKind kind) =>
        kind switch
        {
            VaultKind.FirstWriteFails or VaultKind.FirstWriteFailsHavingWritten => 1,
            VaultKind.SecondWriteFails or VaultKind.SecondWriteFailsHavingWritten => 2,
            _ => null,
        };

    public static bool FailsAfterWriting(this VaultKind kind) =>
        kind is VaultKind.FirstWriteFailsHavingWritten or VaultKind.SecondWriteFailsHavingWritten;
}
