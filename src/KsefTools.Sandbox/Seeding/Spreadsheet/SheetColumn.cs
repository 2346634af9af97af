namespace KsefTools.Sandbox.Seeding.Spreadsheet;

/// <summary>What a column holds.</summary>
internal enum SheetColumn
{
    Number,
    Nip,
    Name,
    Token,
    Permissions,
    Notes,
    Bookkeeper,
    Contact,
    Date,
}
