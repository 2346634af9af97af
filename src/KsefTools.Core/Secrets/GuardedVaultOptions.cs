using KsefTools.Core.Secrets.Copies;

namespace KsefTools.Core.Secrets;

/// <summary>How a <see cref="GuardedVault"/> takes turns with other processes.</summary>
public sealed record GuardedVaultOptions
{
    /// <summary>The folder of the lock's file: one for all that share a store.</summary>
    public required string LockFolder { get; init; }

    /// <summary>How long to wait for the lock before giving up as Busy.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Secrets written under one lock: at 70 ms each, another process waits a few seconds at most.</summary>
    public int WritePortion { get; init; } = 50;

    /// <summary>Secrets read in one request: at 8 ms each, well under the second in which Ctrl-C must work.</summary>
    public int ReadPortion { get; init; } = 25;

    /// <summary>The bytes that the disk of a folder has left; null where nobody knows.</summary>
    public Func<string, long?> FreeBytes { get; init; } = Room.On;

    /// <summary>Tells how old a copy of the vault is.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How often a lost write is repeated before it is reported.</summary>
    public int Repairs { get; init; } = 3;
}
