namespace KsefTools.Core.Import;

/// <summary>Why a row cannot be trusted.</summary>
public enum ImportRefusal
{
    /// <summary>The row's NIP is missing or has a wrong checksum.</summary>
    InvalidNip,

    /// <summary>The token's own text names another client.</summary>
    OtherContext,

    /// <summary>What stands in the token's cell is no KSeF token.</summary>
    UnreadableToken,

    /// <summary>Something that looks like a token stands in a column that is none for tokens.</summary>
    MisplacedSecret,

    /// <summary>The spreadsheet has two different tokens for the client.</summary>
    TwoTokens,

    /// <summary>The environment's cell names none, or one to which nothing may be sent.</summary>
    UnknownEnvironment,

    /// <summary>Two rows of the client name different environments, or the row another one than the profile.</summary>
    OtherEnvironment,

    /// <summary>The entry lies in the archive or the recycle bin of its program.</summary>
    Archived,

    /// <summary>This office has revoked the token, or the certificate.</summary>
    RevokedHere,

    /// <summary>This office has put a certificate in the token's place.</summary>
    RetiredHere,

    /// <summary>A quote that is not closed seems to have swallowed other rows.</summary>
    BrokenQuote,

    /// <summary>The office holds another token for the client already.</summary>
    OtherTokenKept,

    /// <summary>The client's own file cannot be used.</summary>
    BrokenProfile,

    /// <summary>The file is damaged, too large, a link, or holds neither certificate nor key.</summary>
    UnreadableFile,

    /// <summary>No password that was given opens the file.</summary>
    Locked,

    /// <summary>No key in the folder belongs to the certificate.</summary>
    KeyMissing,

    /// <summary>No certificate in the folder belongs to the key.</summary>
    CertificateMissing,

    /// <summary>An Offline certificate, with which nobody signs in.</summary>
    OfflineCertificate,

    /// <summary>KSeF would not take the certificate: it has ended, or another environment issued it.</summary>
    UnusableCertificate,

    /// <summary>Nothing says which client the certificate is for, or two things say two.</summary>
    UnknownOwner,

    /// <summary>The certificate is the office's own, not a client's.</summary>
    OfficesOwn,

    /// <summary>Another certificate of the client in the folder lasts longer.</summary>
    Superseded,

    /// <summary>The office holds another certificate for the client already.</summary>
    OtherCertificateKept,
}
