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

    /// <summary>This office has revoked the token.</summary>
    RevokedHere,

    /// <summary>This office has put a certificate in the token's place.</summary>
    RetiredHere,

    /// <summary>A quote that is not closed seems to have swallowed other rows.</summary>
    BrokenQuote,

    /// <summary>The office holds another token for the client already.</summary>
    OtherTokenKept,

    /// <summary>The client's own file cannot be used.</summary>
    BrokenProfile,
}
