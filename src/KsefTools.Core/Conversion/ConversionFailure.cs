namespace KsefTools.Core.Conversion;

/// <summary>Why no client can be moved at all.</summary>
public enum ConversionFailure
{
    /// <summary>The office has no identity of that name, or none to choose by default.</summary>
    IdentityUnknown,

    /// <summary>The identity has no certificate yet, or the vault does not hold it.</summary>
    IdentityWithoutCertificate,

    /// <summary>
    /// Its certificate cannot sign in: expired, of type Offline, without its key, or somebody else's.
    /// </summary>
    IdentityUnusable,

    /// <summary>KSeF does not let the identity sign in to its own context, so nothing can be learnt there.</summary>
    IdentityRefused,

    /// <summary>There is no token to go back to, or it does not work any more.</summary>
    NothingToRestore,

    /// <summary>Another process is at work on the client.</summary>
    Busy,
}
