using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import.Sources;

/// <summary>Excel's workbooks: .xlsx, .xlsm and .xls. Hidden sheets, rows and columns are read, too.</summary>
internal static class WorkbookSource
{
    /// <summary>A sheet can have 16,384 columns in a million rows, all blank but one.</summary>
    private const long MostCells = 20_000_000;

    private const int MostColumns = 1_000;

    /// <summary>
    /// As in Excel. A damaged sheet of a few bytes may say that it has a thousand million, and the library looks for
    /// each before it gives the first.
    /// </summary>
    private const int MostRows = 1_048_576;

    /// <summary>All sheets with something in them, in the order of the tabs.</summary>
    /// <param name="path">Names the file in errors.</param>
    /// <param name="bytes">Its content, of a size that was looked at.</param>
    /// <exception cref="SpreadsheetException">The library cannot read it.</exception>
    public static IReadOnlyList<SourceTable> Read(string path, byte[] bytes)
    {
        // Old workbooks name their encoding by number.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(bytes, writable: false));
            var tables = new List<SourceTable>();
            var left = MostCells;
            var number = 0;
            do
            {
                var name = NameOf(reader, ++number);
                var records = ReadSheet(path, name, reader, ref left);
                if (records.Count > 0)
                    tables.Add(new SourceTable { Sheet = name, Records = records });
            } while (reader.NextResult());
            return tables;
        }
        catch (InvalidPasswordException)
        {
            throw new SpreadsheetException(
                path,
                UiText.Of(
                    "is protected with a password; open it in Excel and save a copy without one",
                    "jest chroniony hasłem; otwórz go w Excelu i zapisz kopię bez hasła"
                )
            );
        }
        catch (Exception exception) when (exception is not (SpreadsheetException or OutOfMemoryException))
        {
            // Not kept as inner exception: nobody vouches for what a library repeats of a cell.
            throw new SpreadsheetException(
                path,
                UiText.Of(
                    "this workbook cannot be read; open it in Excel and save it as .xlsx, or the sheet as 'CSV UTF-8'",
                    "tego skoroszytu nie można odczytać; otwórz go w Excelu i zapisz jako .xlsx albo arkusz jako "
                        + "'CSV UTF-8'"
                )
            );
        }
    }

    // It is shown with every row.
    private static string NameOf(IExcelDataReader reader, int number) =>
        PlainText.Line(reader.Name ?? "").Trim() is { Length: > 0 } name && !SecretShape.IsIn(name)
            ? name
            : $"{number}";

    private static List<SourceRecord> ReadSheet(string path, string sheet, IExcelDataReader reader, ref long left)
    {
        var records = new List<SourceRecord>();
        if (reader.RowCount > MostRows)
            throw TooLarge(path, sheet);
        while (reader.Read())
        {
            var count = Math.Min(reader.FieldCount, MostColumns);
            if ((left -= Math.Max(count, 1)) < 0)
                throw TooLarge(path, sheet);
            var cells = new string[count];
            var isBlank = true;
            for (var index = 0; index < count; index++)
            {
                cells[index] = TextOf(reader.GetValue(index));
                isBlank = isBlank && string.IsNullOrWhiteSpace(cells[index]);
            }
            if (!isBlank)
                records.Add(new SourceRecord(reader.Depth + 1, cells));
        }
        return records;
    }

    private static SpreadsheetException TooLarge(string path, string sheet) =>
        new(
            path,
            UiText.Of(
                $"the sheet '{sheet}' has more cells than any list of clients; copy the rows that count into a new "
                    + "workbook",
                $"arkusz '{sheet}' ma więcej komórek niż jakakolwiek lista klientów; skopiuj potrzebne wiersze do "
                    + "nowego skoroszytu"
            )
        );

    /// <summary>A cell as a person would have typed it.</summary>
    private static string TextOf(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            DateTime date => date.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            // A NIP is a number to Excel, and its own display may show 5,26E+09 while all ten digits are there.
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}
