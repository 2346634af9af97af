using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using KsefTools.Core.Files;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Import.Content;
using KsefTools.Core.Letters;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import;

/// <summary>
/// Reads a spreadsheet that was saved as CSV, in the forms that people and programs in Poland give it.
/// </summary>
public static partial class SpreadsheetReader
{
    /// <summary>A title, a date and some empty lines may stand above the header.</summary>
    private const int MaxHeaderRow = 20;

    /// <summary>
    /// In bytes, more than any row a person writes; a quote that is never closed would swallow the file otherwise.
    /// </summary>
    private const int MaxRecord = 1 << 20;

    private static readonly char[] Separators = [';', ',', '\t'];

    private static readonly string[] Workbooks = [".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers"];

    /// <summary>Far more than any office's list.</summary>
    private const long LargestFile = 64 << 20;

    /// <summary>Reads all rows.</summary>
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
            var bytes = ReadBytes(full);
            RefuseWorkbook(full, bytes);
            var (text, encoding) = Decode(full, bytes, encodingName);
            if (StoreExport.Read(full, text) is { } entries)
                return OfEntries(full, encoding, entries);
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var header = FindHeader(full, stream);
            return ReadRows(full, stream, encoding, header);
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

    private static Spreadsheet OfEntries(string path, string encoding, IReadOnlyList<ImportRow> entries) =>
        new()
        {
            Path = path,
            Encoding = encoding,
            Separator = '\0',
            HeaderRow = 0,
            Columns = new Dictionary<SpreadsheetColumn, string>(),
            IgnoredColumns = [],
            Rows = [.. entries.Select(row => row with { File = path })],
        };

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

    private static byte[] ReadBytes(string path)
    {
        using var stream = RegularFile.OpenRead(path);
        if (stream.Length > LargestFile)
            throw new SpreadsheetException(path, UiText.Of("larger than 64 MB", "większy niż 64 MB"));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static (string Text, string Encoding) Decode(string path, byte[] bytes, string? name)
    {
        if (name is null)
            return TextDecoding.Decode(bytes)
                ?? throw new SpreadsheetException(
                    path,
                    UiText.Of(
                        "it is not certain in which encoding the file is, and a guess could garble names; save it as "
                            + "'CSV UTF-8', or name its encoding (-Encoding windows-1250, iso-8859-2, ibm852 or "
                            + "x-mac-ce)",
                        "nie wiadomo na pewno, w jakim kodowaniu jest plik, a zgadywanie mogłoby zniekształcić nazwy; "
                            + "zapisz go jako 'CSV UTF-8' albo podaj kodowanie (-Encoding windows-1250, iso-8859-2, "
                            + "ibm852 lub x-mac-ce)"
                    )
                );
        var encoding =
            TextDecoding.Find(name)
            ?? throw new SpreadsheetException(
                path,
                UiText.Of(
                    "no encoding of that name is known; try utf-8, windows-1250, iso-8859-2, ibm852 or x-mac-ce",
                    "nie ma kodowania o takiej nazwie; podaj utf-8, windows-1250, iso-8859-2, ibm852 lub x-mac-ce"
                )
            );
        return TextDecoding.Decode(bytes, encoding)
            ?? throw new SpreadsheetException(
                path,
                UiText.Of($"the file is not in {encoding.WebName}", $"plik nie jest w kodowaniu {encoding.WebName}")
            );
    }

    private static void RefuseWorkbook(string path, ReadOnlySpan<byte> bytes)
    {
        var isArchive = bytes.StartsWith("PK\x03\x04"u8);
        var isOldExcel = bytes.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]);
        if (isArchive || isOldExcel || Workbooks.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            throw new SpreadsheetException(
                path,
                UiText.Of(
                    "a workbook cannot be read; open it and save the sheet as 'CSV UTF-8'",
                    "skoroszytu nie można odczytać; otwórz go i zapisz arkusz jako 'CSV UTF-8'"
                )
            );
    }

    private static Header FindHeader(string path, MemoryStream stream)
    {
        Header? nearest = null;
        foreach (var separator in Separators)
        {
            foreach (var (number, cells) in Records(stream, separator).Take(MaxHeaderRow))
            {
                if (cells.All(string.IsNullOrWhiteSpace))
                    continue;
                var header = new Header(separator, number, cells, HeaderNames.Recognise(path, cells));
                if (header.IsComplete)
                    return header;
                if (nearest is null || header.Columns.Count > nearest.Columns.Count)
                    nearest = header;
            }
        }
        return ByContent(path, stream) ?? throw new SpreadsheetException(path, WhatIsMissing(nearest));
    }

    /// <summary>A header above rows with tokens whose names do not tell all; null where no row holds a token.</summary>
    private static Header? ByContent(string path, MemoryStream stream)
    {
        Header? best = null;
        foreach (var separator in Separators)
        {
            var records = Records(stream, separator).ToList();
            var first = records.FindIndex(record =>
                record.Cells.Count(cell => !string.IsNullOrWhiteSpace(cell)) > 1
                && !record.Cells.Any(cell => SecretShape.IsIn(cell) || NipsInText.Find(cell).Count > 0)
            );
            if (first is < 0 or >= MaxHeaderRow)
                continue;
            var (number, cells) = records[first];
            if (best is not null && best.Cells.Length >= cells.Length)
                continue;
            var rows = records.Skip(first + 1).Select(record => record.Cells).ToList();
            if (!ContentColumns.HasTokens(rows))
                continue;
            var columns = HeaderNames.Recognise(path, cells);
            var isFree = !ContentColumns.Complete(columns, cells, rows);
            best = new Header(separator, number, cells, columns) { IsFree = isFree };
        }
        return best;
    }

    private static string WhatIsMissing(Header? nearest)
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

    private static Spreadsheet ReadRows(string path, MemoryStream stream, string encoding, Header header)
    {
        var rows = new List<ImportRow>();
        foreach (var (number, cells) in Records(stream, header.Separator))
            if (number > header.Number && !cells.All(cell => CellText.Clean(cell).Length == 0))
                if ((header.IsFree ? ReadFree(number, cells, header) : ReadRow(number, cells, header)) is { } row)
                    rows.Add(row with { File = path });
        return new Spreadsheet
        {
            Path = path,
            Encoding = encoding,
            Separator = header.Separator,
            HeaderRow = header.Number,
            Columns = header.Columns.ToDictionary(pair => pair.Key, pair => CellText.Clean(header.Cells[pair.Value])),
            IgnoredColumns =
            [
                .. header
                    .Cells.Where((_, index) => !header.Columns.ContainsValue(index))
                    .Select(CellText.Clean)
                    .Where(name => name.Length > 0 && !SecretShape.IsIn(name))
                    .Distinct(StringComparer.Ordinal),
            ],
            Rows = rows,
        };
    }

    private static ImportRow? ReadFree(int number, string[] cells, Header header)
    {
        string? Cell(SpreadsheetColumn column) =>
            header.Columns.TryGetValue(column, out var index) && index < cells.Length ? cells[index] : null;
        return FreeRecord.Read(
            number,
            Cell(SpreadsheetColumn.Name) ?? (header.Columns.ContainsKey(SpreadsheetColumn.Name) ? null : cells[0]),
            Cell(SpreadsheetColumn.Environment),
            cells
        );
    }

    private static ImportRow ReadRow(int number, string[] cells, Header header)
    {
        string? misplaced = null;
        string? Cell(SpreadsheetColumn column) =>
            header.Columns.TryGetValue(column, out var index) && index < cells.Length ? cells[index] : null;

        // What goes into a profile or a result: a token that slipped into such a column must not.
        string? Shown(SpreadsheetColumn column)
        {
            if (Cell(column) is not { } cell || !SecretShape.IsIn(cell))
                return Cell(column);
            misplaced ??= CellText.Clean(header.Cells[header.Columns[column]]);
            return null;
        }

        var nipText = CellText.Clean(Cell(SpreadsheetColumn.Nip));
        var bookkeeper = CellText.OrNull(Shown(SpreadsheetColumn.Bookkeeper));
        var tags = CellText.List(Shown(SpreadsheetColumn.Tags));
        return new ImportRow
        {
            Number = number,
            Nip = NipOf(nipText, CellText.Token(Cell(SpreadsheetColumn.Token))),
            NipIsScientific = CellText.IsScientific(nipText),
            Name = CellText.OrNull(Shown(SpreadsheetColumn.Name)),
            Token = CellText.Token(Cell(SpreadsheetColumn.Token)) is { } token ? new SecretText(token) : null,
            Environment = CellText.OrNull(Shown(SpreadsheetColumn.Environment)),
            Contact = CellText.OrNull(Shown(SpreadsheetColumn.Contact)),
            Tags =
                bookkeeper is null || tags.Contains(bookkeeper, StringComparer.OrdinalIgnoreCase)
                    ? tags
                    : [.. tags, bookkeeper],
            Permissions = CellText.Permissions(Cell(SpreadsheetColumn.Permissions)),
            GeneratedBy = CellText.OrNull(Shown(SpreadsheetColumn.GeneratedBy)),
            GeneratedOn = CellText.Date(Cell(SpreadsheetColumn.GeneratedOn)),
            SwallowsOthers = Array.Exists(
                cells,
                cell =>
                    cell.Contains('\n', StringComparison.Ordinal)
                    && cell.Contains(header.Separator, StringComparison.Ordinal)
                    && TokenReference().IsMatch(cell)
            ),
            MisplacedSecretIn = misplaced,
        };
    }

    /// <summary>The cell's one NIP, or of several the one that the row's token names.</summary>
    private static Nip? NipOf(string cell, string? tokenText)
    {
        if (Nip.TryParseLoose(cell, out var nip))
            return nip;
        var found = NipsInText.Find(cell);
        if (found.Count < 2)
            return found.Count == 1 ? found[0] : null;
        return TokenText.TryParse(tokenText, out var token) && token.Taxpayer is { } proven && found.Contains(proven)
            ? proven
            : null;
    }

    /// <summary>
    /// The file's records with the numbers that a spreadsheet program shows: blank lines count, quoted line breaks do
    /// not.
    /// </summary>
    private static IEnumerable<(int Number, string[] Cells)> Records(MemoryStream stream, char separator)
    {
        stream.Position = 0;
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = false,
            Encoding = Encoding.UTF8,
            MaxRecordSize = MaxRecord,
            IncludeValuesInExceptions = false,
        };
        using var reader = CsvReader.Create(stream, options, leaveOpen: true);
        var number = 0;
        while (reader.Read())
        {
            var cells = reader.Current.ToArray();
            // Excel's own first line "sep=;" is not shown as a row.
            if (number == 0 && cells is [var first, ..] && first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
                continue;
            yield return (++number, cells);
        }
    }

    [GeneratedRegex(
        "[0-9]{8}-EC-[0-9A-F]{10}",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex TokenReference();

    private sealed record Header(char Separator, int Number, string[] Cells, Dictionary<SpreadsheetColumn, int> Columns)
    {
        public bool IsComplete =>
            Columns.ContainsKey(SpreadsheetColumn.Nip) && Columns.ContainsKey(SpreadsheetColumn.Token);

        /// <summary>Whether NIP and token stand anywhere in a row, as in a password manager's export.</summary>
        public bool IsFree { get; init; }
    }
}
