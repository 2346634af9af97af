namespace KsefTools.Core.Keys;

/// <summary>Why a certificate with its key cannot be used. Each stands for one sentence and one remedy.</summary>
public enum KeyMaterialFailure
{
    /// <summary>The file, or the certificate in the store, is not there or may not be read.</summary>
    NotFound,

    /// <summary>Neither PEM nor PFX nor DER, or damaged.</summary>
    Unreadable,

    /// <summary>The key is encrypted and no password was given.</summary>
    PasswordMissing,

    /// <summary>The password does not open the file.</summary>
    WrongPassword,

    /// <summary>Encrypted in a way that this platform cannot open, whatever the password.</summary>
    UnsupportedEncryption,

    /// <summary>A key alone.</summary>
    CertificateMissing,

    /// <summary>A certificate alone.</summary>
    KeyMissing,

    /// <summary>More than one certificate fits.</summary>
    SeveralCertificates,

    /// <summary>More than one private key.</summary>
    SeveralKeys,

    /// <summary>The key is another certificate's: same algorithm, other key.</summary>
    KeyMismatch,

    /// <summary>The key is RSA and the certificate's is EC, or the other way round.</summary>
    KeyOfOtherAlgorithm,

    /// <summary>Neither RSA of 2048 bits or more nor EC of 256 bits or more.</summary>
    UnsupportedKey,

    /// <summary>
    /// The key may be used where it is, but not taken into a vault (a card, or a store that forbids export).
    /// </summary>
    KeyNotExportable,

    /// <summary>Offline where Authentication is needed, or the other way round.</summary>
    WrongType,

    /// <summary>It belongs to someone else.</summary>
    WrongIdentity,

    /// <summary>Issued by another environment of KSeF.</summary>
    WrongEnvironment,

    /// <summary>Self-signed, which TEST alone accepts.</summary>
    SelfSigned,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Its time has not come.</summary>
    NotYetValid,
}
