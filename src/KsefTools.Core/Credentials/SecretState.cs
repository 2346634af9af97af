namespace KsefTools.Core.Credentials;

/// <summary>What asking for a credential's secret came to.</summary>
public enum SecretState
{
    /// <summary>
    /// The vault gave it, and it reads as what the profile says: a token, or a certificate with its key.
    /// </summary>
    Present,

    /// <summary>The profile names none.</summary>
    NotNamed,

    /// <summary>The vault holds no secret of that name.</summary>
    Missing,

    /// <summary>The vault gave something that is not a KSeF 2.0 token; it is not sent anywhere.</summary>
    NotAToken,

    /// <summary>The vault gave something that is not one certificate with its key.</summary>
    NotACertificate,

    /// <summary>The vault gave a certificate and a key that do not belong together.</summary>
    KeyMismatch,

    /// <summary>The vault did not answer.</summary>
    VaultSilent,
}
