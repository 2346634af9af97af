namespace KsefTools.Doomed;

/// <summary>How the vault of a doomed process behaves. Writes are counted over all processes of a folder.</summary>
public enum VaultKind
{
    Sound,

    /// <summary>Each request takes five seconds of the process's clock.</summary>
    Slow,

    FirstWriteFails,
    SecondWriteFails,
    FirstWriteFailsHavingWritten,
    SecondWriteFailsHavingWritten,
}
