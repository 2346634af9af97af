namespace KsefTools.Sandbox.Seeding.Spreadsheet;

/// <summary>How the spreadsheet program saved the file.</summary>
public enum SheetEncoding
{
    Utf8,
    Utf8WithBom,
    Windows1250,
}
