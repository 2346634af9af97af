namespace KsefTools.Sandbox.Seeding.Spreadsheet;

/// <summary>The language of the column names.</summary>
public enum SheetLanguage
{
    Polish,
    English,
}
