namespace KsefTools;

/// <summary>What happened to one row of a spreadsheet, or under -WhatIf what it is to come to.</summary>
public enum ImportOutcome : long
{
    /// <summary>The token is in the vault and the profile names it.</summary>
    Imported,

    /// <summary>The client's token was replaced by the row's, on request.</summary>
    Replaced,

    /// <summary>Vault and profile held exactly this already.</summary>
    Unchanged,

    /// <summary>The row says what an earlier row of the file said.</summary>
    Duplicate,

    /// <summary>The row names a client without a token: a profile without access.</summary>
    WithoutToken,

    /// <summary>The row cannot be trusted; nothing of it was kept.</summary>
    Refused,

    /// <summary>
    /// The row is in order but could not be stored; nothing of it was kept, and it is safe to run again.
    /// </summary>
    Failed,

    /// <summary>The import of the row was taken back.</summary>
    Undone,

    /// <summary>The row's import was not taken back, because something has changed since.</summary>
    Kept,

    /// <summary>Under -WhatIf: the row would be imported, replaced or taken back.</summary>
    Planned,
}
