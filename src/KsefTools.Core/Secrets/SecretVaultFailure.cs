namespace KsefTools.Core.Secrets;

/// <summary>Why a vault did not do what it was asked.</summary>
public enum SecretVaultFailure
{
    /// <summary>The vault wants a password, and nobody is there to type it.</summary>
    Locked,

    /// <summary>No vault of that name is registered, or no default one is set.</summary>
    NotRegistered,

    /// <summary>Written, but not there on reading back, even after repair.</summary>
    WriteLost,

    /// <summary>Another process held the machine-wide lock for longer than the wait.</summary>
    Busy,

    /// <summary>The disk has no room for the batch and a copy of the vault; nothing was written.</summary>
    DiskFull,

    /// <summary>Its files are damaged, or one of them is gone.</summary>
    Damaged,

    /// <summary>The module that serves it is not where it was when the vault was registered.</summary>
    ModuleMissing,

    /// <summary>This account may not read it, has another one of its own, or has no home to find it in.</summary>
    OtherAccount,

    /// <summary>Nothing that was asked for is in it, nor anything else.</summary>
    Empty,

    /// <summary>It keeps a removed secret, and its name with it, until that one is recovered or purged.</summary>
    NameHeld,

    /// <summary>It is a service that nobody is signed in to.</summary>
    SignedOut,

    /// <summary>It is a service that knows this account and does not let it do that.</summary>
    Forbidden,

    /// <summary>The secret is there, and is no text: the others of its vault are not concerned.</summary>
    NotText,

    /// <summary>Anything else the vault said.</summary>
    Other,
}
