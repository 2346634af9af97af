namespace KsefTools.Core.Import.Sources;

/// <summary>
/// What every source becomes, whether a sheet, a CSV file or a password manager's export: records of cells with the
/// numbers that its program shows.
/// </summary>
internal sealed record SourceTable
{
    /// <summary>The sheet; null where the file has no sheets.</summary>
    public string? Sheet { get; init; }

    /// <summary>What separates the cells in a text; a zero where nothing does.</summary>
    public char Separator { get; init; }

    /// <summary>All records; they may be asked for more than once, and are made at each time.</summary>
    public required IEnumerable<SourceRecord> Records { get; init; }

    /// <summary>
    /// Where the columns' meanings are known, and NIP and token may stand in any other: entries instead of rows under
    /// a header.
    /// </summary>
    public IReadOnlyDictionary<SpreadsheetColumn, int>? Entries { get; init; }
}
