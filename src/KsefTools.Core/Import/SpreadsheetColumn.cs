namespace KsefTools.Core.Import;

/// <summary>What a column of a spreadsheet can mean to an import.</summary>
public enum SpreadsheetColumn
{
    Nip,
    Name,
    Token,
    Environment,
    Permissions,
    Contact,

    /// <summary>Who looks after the client: becomes a tag.</summary>
    Bookkeeper,
    Tags,
    GeneratedBy,
    GeneratedOn,

    /// <summary>Whether an entry was put aside in its program.</summary>
    Archived,
}
