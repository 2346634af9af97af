using System.Text.RegularExpressions;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import.Content;

/// <summary>Makes rows of a table's records.</summary>
internal static partial class TableReader
{
    /// <summary>All rows under a header that are not blank, and of entries those with something like a token.</summary>
    public static IEnumerable<ImportRow> Read(string path, TableHeader header)
    {
        foreach (var (number, cells) in header.Table.Records)
            if (number > header.Number && !cells.All(cell => CellText.Clean(cell).Length == 0))
                if ((header.IsFree ? ReadFree(number, cells, header) : ReadRow(number, cells, header)) is { } row)
                    yield return row with
                    {
                        File = path,
                        Sheet = header.Table.Sheet,
                        IsArchived = header.Cell(cells, SpreadsheetColumn.Archived) is "true",
                    };
    }

    private static ImportRow? ReadFree(int number, string[] cells, TableHeader header) =>
        FreeRecord.Read(
            number,
            header.Columns.ContainsKey(SpreadsheetColumn.Name) ? header.Cell(cells, SpreadsheetColumn.Name) : cells[0],
            header.Cell(cells, SpreadsheetColumn.Environment),
            cells
        );

    private static ImportRow ReadRow(int number, string[] cells, TableHeader header)
    {
        string? misplaced = null;

        // What goes into a profile or a result: a token that slipped into such a column must not.
        string? Shown(SpreadsheetColumn column)
        {
            if (header.Cell(cells, column) is not { } cell || !SecretShape.IsIn(cell))
                return header.Cell(cells, column);
            misplaced ??= CellText.Clean(header.Cells[header.Columns[column]]);
            return null;
        }

        var nipText = CellText.Clean(header.Cell(cells, SpreadsheetColumn.Nip));
        var token = CellText.Token(header.Cell(cells, SpreadsheetColumn.Token));
        var nip = NipOf(nipText, token);
        var bookkeeper = CellText.OrNull(Shown(SpreadsheetColumn.Bookkeeper));
        var tags = CellText.List(Shown(SpreadsheetColumn.Tags));
        return new ImportRow
        {
            Number = number,
            Nip = nip,
            Nips = nip is null && NipsInText.Find(nipText) is { Count: > 1 } several ? several : [],
            NipIsScientific = CellText.IsScientific(nipText),
            Name = CellText.OrNull(Shown(SpreadsheetColumn.Name)),
            Token = token is null ? null : new SecretText(token),
            Environment = CellText.OrNull(Shown(SpreadsheetColumn.Environment)),
            Contact = CellText.OrNull(Shown(SpreadsheetColumn.Contact)),
            Tags =
                bookkeeper is null || tags.Contains(bookkeeper, StringComparer.OrdinalIgnoreCase)
                    ? tags
                    : [.. tags, bookkeeper],
            Permissions = CellText.Permissions(header.Cell(cells, SpreadsheetColumn.Permissions)),
            GeneratedBy = CellText.OrNull(Shown(SpreadsheetColumn.GeneratedBy)),
            GeneratedOn = CellText.Date(header.Cell(cells, SpreadsheetColumn.GeneratedOn)),
            // What has no separator (a workbook) has no quotes to close either.
            SwallowsOthers = Array.Exists(
                cells,
                cell =>
                    cell.Contains('\n', StringComparison.Ordinal)
                    && cell.Contains(header.Table.Separator, StringComparison.Ordinal)
                    && TokenReference().IsMatch(cell)
            ),
            MisplacedSecretIn = misplaced,
        };
    }

    /// <summary>
    /// The cell's one NIP, or of several the one that the row's token names; or a part of that client, where cell or
    /// token names it.
    /// </summary>
    private static ClientId? NipOf(string cell, string? tokenText)
    {
        if (ClientId.TryParseLoose(cell, out var client))
            return FreeRecord.PartOr(client, TokenText.TryParse(tokenText, out var own) ? own : null);
        var found = NipsInText.Find(cell);
        if (found.Count < 2)
            return found.Count == 1 ? found[0] : null;
        return TokenText.TryParse(tokenText, out var token) && token.Taxpayer is { } proven && found.Contains(proven)
            ? FreeRecord.PartOr(proven, token)
            : null;
    }

    [GeneratedRegex(
        "[0-9]{8}-EC-[0-9A-F]{10}",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex TokenReference();
}
