namespace KsefTools.Core.Audit.Facts;

/// <summary>What KSeF said of the credential itself when it was used to sign in.</summary>
public enum SignInOutcome
{
    /// <summary>The sign-in was not tried, or ended without a word about the credential.</summary>
    Unanswered,

    SignedIn,

    /// <summary>Status 450, the token was revoked; or 460, the certificate was.</summary>
    Revoked,

    /// <summary>Status 450, the token is not active.</summary>
    Inactive,

    /// <summary>Status 450, KSeF cannot tell whose token this is.</summary>
    Invalid,

    /// <summary>Status 450, the token is not for this context.</summary>
    WrongContext,

    /// <summary>Status 460 or code 21115: the certificate, for another reason than that it was revoked.</summary>
    CertificateRefused,

    /// <summary>Status 415: nobody may do anything.</summary>
    NoPermissions,

    /// <summary>Status 480: the Ministry has blocked sign-ins.</summary>
    Blocked,
}
