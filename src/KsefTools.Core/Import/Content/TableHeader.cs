using KsefTools.Core.Identifiers;
using KsefTools.Core.Import.Sources;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import.Content;

/// <summary>Which column of a table means what.</summary>
/// <param name="Table">The table.</param>
/// <param name="Number">The header's row number; 0 where the first record is a row already.</param>
/// <param name="Cells">The names of the columns.</param>
/// <param name="Columns">The meanings that were recognised.</param>
internal sealed record TableHeader(
    SourceTable Table,
    int Number,
    string[] Cells,
    Dictionary<SpreadsheetColumn, int> Columns
)
{
    /// <summary>A title, a date and some empty lines may stand above the header.</summary>
    private const int MaxHeaderRow = 20;

    /// <summary>Whether NIP and token stand anywhere in a row, as in a password manager's export.</summary>
    public bool IsFree { get; init; }

    public bool IsComplete =>
        Columns.ContainsKey(SpreadsheetColumn.Nip) && Columns.ContainsKey(SpreadsheetColumn.Token);

    /// <summary>The cell of a meaning; null where there is no such column, or the row ends before it.</summary>
    public string? Cell(string[] cells, SpreadsheetColumn column) =>
        Columns.TryGetValue(column, out var index) && index < cells.Length ? cells[index] : null;

    /// <summary>
    /// The header of one of several tables that are one sheet read in several ways; null where none has what an import
    /// needs.
    /// </summary>
    /// <param name="path">Names the file in errors.</param>
    /// <param name="tables">The sheet.</param>
    /// <param name="nearest">The row that was most like a header, null for an empty sheet.</param>
    /// <exception cref="SpreadsheetException">Two columns are named alike.</exception>
    public static TableHeader? Find(string path, IReadOnlyList<SourceTable> tables, out TableHeader? nearest)
    {
        nearest = null;
        foreach (var table in tables)
        {
            if (table.Entries is { } entries)
                return new TableHeader(table, 0, [], new Dictionary<SpreadsheetColumn, int>(entries)) { IsFree = true };
            foreach (var (number, cells) in table.Records.TakeWhile(record => record.Number <= MaxHeaderRow))
            {
                if (cells.All(string.IsNullOrWhiteSpace))
                    continue;
                var header = new TableHeader(table, number, cells, HeaderNames.Recognise(path, cells));
                if (header.IsComplete)
                    return header;
                if (nearest is null || header.Columns.Count > nearest.Columns.Count)
                    nearest = header;
            }
        }
        return ByContent(path, tables);
    }

    /// <summary>A header above rows with tokens whose names do not tell all; null where no row holds a token.</summary>
    private static TableHeader? ByContent(string path, IReadOnlyList<SourceTable> tables)
    {
        TableHeader? best = null;
        foreach (var table in tables)
        {
            var records = table.Records.ToList();
            var first = records.FindIndex(record =>
                record.Cells.Count(cell => !string.IsNullOrWhiteSpace(cell)) > 1
                && !record.Cells.Any(cell => SecretShape.IsIn(cell) || NipsInText.Find(cell).Count > 0)
            );
            if (first < 0 || records[first].Number > MaxHeaderRow)
                continue;
            var (number, cells) = records[first];
            if (best is not null && best.Cells.Length >= cells.Length)
                continue;
            var rows = records.Skip(first + 1).Select(record => record.Cells).ToList();
            if (!ContentColumns.HasTokens(rows))
                continue;
            var columns = HeaderNames.Recognise(path, cells);
            var isFree = !ContentColumns.Complete(columns, cells, rows);
            best = new TableHeader(table, number, cells, columns) { IsFree = isFree };
        }
        return best;
    }
}
