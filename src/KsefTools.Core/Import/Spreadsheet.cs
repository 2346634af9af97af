namespace KsefTools.Core.Import;

/// <summary>A spreadsheet as read: its rows, and how it was understood.</summary>
public sealed record Spreadsheet
{
    /// <summary>The file, as a full path.</summary>
    public required string Path { get; init; }

    /// <summary>The encoding's name, e.g. <c>utf-8</c> or <c>windows-1250</c>.</summary>
    public required string Encoding { get; init; }

    public required char Separator { get; init; }

    /// <summary>The header's row number, from 1.</summary>
    public required int HeaderRow { get; init; }

    /// <summary>The columns in use, by their names in the file.</summary>
    public required IReadOnlyDictionary<SpreadsheetColumn, string> Columns { get; init; }

    /// <summary>The names of the columns that nothing is taken from.</summary>
    public required IReadOnlyList<string> IgnoredColumns { get; init; }

    /// <summary>The names of the sheets without a token.</summary>
    public IReadOnlyList<string> IgnoredSheets { get; init; } = [];

    /// <summary>All rows under the header that are not blank.</summary>
    public required IReadOnlyList<ImportRow> Rows { get; init; }
}
