namespace KsefTools.Core.SignIn;

/// <summary>Why KSeF did not let a token sign in: the status code, and for 450 its <c>details</c>.</summary>
public enum SignInFailure
{
    /// <summary>415: whoever the token belongs to has no permission in this context.</summary>
    NoPermissions,

    /// <summary>425: the sign-in was revoked while under way.</summary>
    RevokedByUser,

    /// <summary>450: the token was revoked.</summary>
    TokenRevoked,

    /// <summary>450: the token exists but is not active: still pending, being revoked, or never activated.</summary>
    TokenInactive,

    /// <summary>450: no such token in this environment.</summary>
    TokenUnknown,

    /// <summary>450: the token may not be used in the context that was asked for.</summary>
    ContextMismatch,

    /// <summary>450 or 21111: the challenge was used up or too old.</summary>
    ChallengeInvalid,

    /// <summary>450: the time inside the encrypted token does not fit.</summary>
    TimestampInvalid,

    /// <summary>450: KSeF could not decrypt the token.</summary>
    EncryptionInvalid,

    /// <summary>450: what KSeF decrypted is not a token of KSeF 2.0; tokens of KSeF 1.0 end here.</summary>
    EncodingInvalid,

    /// <summary>450 with a cause that is not known here.</summary>
    TokenRejected,

    /// <summary>460: the certificate was revoked.</summary>
    CertificateRevoked,

    /// <summary>460 or 21115: the certificate, for another reason or one that is not known here.</summary>
    CertificateRejected,

    /// <summary>470: the person behind the credential has died.</summary>
    Deceased,

    /// <summary>480: KSeF suspects a security incident and has blocked the context.</summary>
    ContextBlocked,

    /// <summary>100 until the wait was over. Says nothing about the credential.</summary>
    StillInProgress,

    /// <summary>500 or 550: KSeF failed. Says nothing about the credential.</summary>
    SystemFailure,

    /// <summary>
    /// There is no session left that somebody opened by signing elsewhere, and none can be opened without that person.
    /// </summary>
    SignatureNeeded,

    /// <summary>A status that is not known here.</summary>
    Other,
}
