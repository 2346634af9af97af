using CsvHelper;
using KsefTools.Core.Import.Content;
using KsefTools.Core.Import.Sources;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import;

/// <summary>
/// Reads what people keep tokens in: workbooks of Excel, CSV in the forms that people and programs in Poland give it,
/// and exports of password managers. Each becomes the same rows.
/// </summary>
public static class SpreadsheetReader
{
    /// <summary>Reads all rows of all sheets.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encodingName">Its encoding, where a person names it; null to find it.</param>
    /// <exception cref="SpreadsheetException">
    /// The file cannot be read, its encoding is in doubt, or it lacks what an import needs.
    /// </exception>
    public static Spreadsheet Read(string path, string? encodingName = null)
    {
        var full = Path.GetFullPath(path);
        try
        {
            var (sheets, encoding) = SourceReader.Read(full, encodingName);
            return Read(full, sheets, encoding);
        }
        catch (CsvFormatException)
        {
            // Not kept as inner exception: what a library says of a row may repeat it, and it holds a token.
            throw new SpreadsheetException(
                full,
                UiText.Of(
                    "a row is far too long; look for a quote (\") that is not closed",
                    "jeden z wierszy jest o wiele za długi; poszukaj niedomkniętego cudzysłowu (\")"
                )
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotAccessible(full, exception);
        }
    }

    private static Spreadsheet Read(string path, IReadOnlyList<IReadOnlyList<SourceTable>> sheets, string encoding)
    {
        var headers = new List<TableHeader>();
        var ignored = new List<string>();
        TableHeader? nearest = null;
        foreach (var sheet in sheets)
            if (TableHeader.Find(path, sheet, out var near) is { } header)
                headers.Add(header);
            else
            {
                RefuseLoss(path, sheets.Count, sheet);
                ignored.Add(sheet[0].Sheet ?? "");
                if (nearest is null || near?.Columns.Count > nearest.Columns.Count)
                    nearest = near;
            }
        if (headers.Count == 0)
            throw new SpreadsheetException(path, WhatIsMissing(nearest));
        return new Spreadsheet
        {
            Path = path,
            Encoding = encoding,
            Separator = headers[0].Table.Separator,
            HeaderRow = headers[0].Number,
            Columns = Names(headers[0]),
            IgnoredColumns = [.. headers.SelectMany(Ignored).Distinct(StringComparer.Ordinal)],
            IgnoredSheets = ignored,
            Rows = [.. headers.SelectMany(header => TableReader.Read(path, header))],
        };
    }

    private static Dictionary<SpreadsheetColumn, string> Names(TableHeader header) =>
        header
            .Columns.Where(pair => pair.Value < header.Cells.Length)
            .ToDictionary(pair => pair.Key, pair => CellText.Clean(header.Cells[pair.Value]));

    private static IEnumerable<string> Ignored(TableHeader header) =>
        header
            .Cells.Where((_, index) => !header.Columns.ContainsValue(index))
            .Select(CellText.Clean)
            .Where(name => name.Length > 0 && !SecretShape.IsIn(name));

    /// <summary>A workbook is not told to be destroyed while tokens of one of its sheets are read by nobody.</summary>
    private static void RefuseLoss(string path, int sheets, IReadOnlyList<SourceTable> sheet)
    {
        if (sheets > 1 && ContentColumns.HasTokens([.. sheet[0].Records.Select(record => record.Cells)]))
            throw new SpreadsheetException(
                path,
                UiText.Of(
                    $"the sheet '{sheet[0].Sheet}' holds tokens and no row with names of columns above them; add one "
                        + "(NIP, Nazwa, Token)",
                    $"arkusz '{sheet[0].Sheet}' zawiera tokeny, a nad nimi nie ma wiersza z nazwami kolumn; dodaj go "
                        + "(NIP, Nazwa, Token)"
                )
            );
    }

    private static string WhatIsMissing(TableHeader? nearest)
    {
        if (nearest is null)
            return UiText.Of("the file is empty", "plik jest pusty");
        // Only a row in which something was recognised is a header; the cells of any other row may hold secrets.
        var found =
            nearest.Columns.Count == 0
                ? UiText.Of("no row with names of columns", "brak wiersza z nazwami kolumn")
                : string.Join(
                    ", ",
                    nearest.Columns.Values.Order().Select(index => $"'{CellText.Clean(nearest.Cells[index])}'")
                );
        return UiText.Of(
            $"a column with the NIP (e.g. 'NIP') and one with the token (e.g. 'Token KSeF') are needed; found: {found}",
            $"potrzebna jest kolumna z NIP-em (np. 'NIP') i kolumna z tokenem (np. 'Token KSeF'); znaleziono: {found}"
        );
    }

    private static SpreadsheetException NotAccessible(string path, Exception exception)
    {
        var message = exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => UiText.Of("no such file", "nie ma takiego pliku"),
            _ when Directory.Exists(path) => UiText.Of("is a folder", "to folder"),
            _ => UiText.Of($"cannot be read: {exception.Message}", $"nie można odczytać: {exception.Message}"),
        };
        return new SpreadsheetException(path, message) { IsNotAccessible = true };
    }
}
