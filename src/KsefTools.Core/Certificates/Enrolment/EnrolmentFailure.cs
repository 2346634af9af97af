namespace KsefTools.Core.Certificates.Enrolment;

/// <summary>Why there is no new certificate. Each stands for one sentence and one remedy.</summary>
public enum EnrolmentFailure
{
    /// <summary>The office has no such identity or client.</summary>
    HolderUnknown,

    /// <summary>A renewal where there is no certificate yet.</summary>
    NothingToRenew,

    /// <summary>
    /// The present certificate has ended and no longer signs in, and no other way to sign in was given.
    /// </summary>
    PresentExpired,

    /// <summary>The name has a character that KSeF does not take, or is too long.</summary>
    NameInvalid,

    /// <summary>The session came from a token, and KSeF certifies only who signed in with a certificate.</summary>
    TokenSession,

    /// <summary>
    /// KSeF does not take the way of signing in for a request: as a rule, a KSeF certificate where it wants a qualified
    /// one.
    /// </summary>
    SourceRefused,

    /// <summary>No enrolment or no active certificate is left.</summary>
    QuotaExhausted,

    /// <summary>Whoever signed in is not the holder.</summary>
    WrongIdentity,

    /// <summary>KSeF read the request and refused it. No certificate came of it.</summary>
    Refused,

    /// <summary>The key is no longer in the vault, so that a certificate for it would be of no use.</summary>
    KeyLost,

    /// <summary>What KSeF gave back is not the certificate for this key.</summary>
    CertificateMismatch,

    /// <summary>The new certificate does not open a session. It is in the vault; the old one stays in use.</summary>
    ProofFailed,

    /// <summary>
    /// KSeF says that the new certificate was revoked before it was in use (460). The old one stays in use.
    /// </summary>
    RevokedBeforeUse,
}
