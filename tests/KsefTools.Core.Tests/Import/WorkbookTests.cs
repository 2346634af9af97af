using System.IO.Compression;
using KsefTools.Core.Import;
using KsefTools.Testing.Workbooks;

namespace KsefTools.Core.Tests.Import;

public sealed class WorkbookTests : IDisposable
{
    private const string Token = "20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-1111111111|c0ffee";

    private static readonly object[] Header = ["NIP", "Nazwa", "Token KSeF", "Data wygenerowania"];

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_row_keeps_the_sheet_and_the_number_that_Excel_shows()
    {
        var sheet = Read(
            new ExcelWorkbook().Add(
                "Klienci 2026",
                new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["A1"] = "Tokeny KSeF, stan na 22.11.2026",
                    ["B4"] = "NIP",
                    ["D4"] = "Token",
                    ["B7"] = "1111111111",
                    ["D7"] = Token,
                }
            )
        );
        var row = Assert.Single(sheet.Rows);
        Assert.Equal(("Klienci 2026", 7, "Klienci 2026!7"), (row.Sheet, row.Number, row.Place));
    }

    [Fact]
    public void A_NIP_that_is_a_number_is_read_whole_however_Excel_shows_it()
    {
        var sheet = Read(
            new ExcelWorkbook().Add("A", Header, [1111111111.0, "plain", Token], [1111111111L, "000-000-00-00", Token])
        );
        Assert.Equal(["1111111111", "1111111111"], sheet.Rows.Select(row => row.Nip?.Value));
    }

    [Fact]
    public void A_date_is_a_date_by_format_and_as_text()
    {
        var sheet = Read(
            new ExcelWorkbook().Add(
                "A",
                Header,
                ["1111111111", "date", Token, new DateTime(2025, 11, 3)],
                ["1111111111", "date and time", Token, new DateTime(2025, 11, 3, 14, 5, 0)],
                ["1111111111", "text", Token, "3.11.2025"]
            )
        );
        Assert.All(sheet.Rows, row => Assert.Equal(new DateOnly(2025, 11, 3), row.GeneratedOn));
    }

    [Fact]
    public void A_computed_cell_has_its_value_and_a_text_in_two_colours_is_one_text()
    {
        var sheet = Read(
            new ExcelWorkbook().Add(
                "A",
                Header,
                [new ExcelWorkbook.Formula("Arkusz2!A1", "1111111111"), new ExcelWorkbook.RichText("Żab", "ka"), Token]
            )
        );
        Assert.Equal(("1111111111", "Żabka"), (sheet.Rows[0].Nip?.Value, sheet.Rows[0].Name));
    }

    [Fact]
    public void All_sheets_are_read_hidden_ones_too_and_one_without_tokens_is_named()
    {
        var sheet = Read(
            new ExcelWorkbook()
                .Add("Biuro", Header, ["1111111111", "a", Token])
                .Add("Notatki", ["co", "kto"], ["telefon", "Anna"])
                .Add(
                    "Ukryty",
                    new Dictionary<string, object>(StringComparer.Ordinal)
                    {
                        ["A1"] = "Klucz API",
                        ["B1"] = "Identyfikator",
                        ["A2"] = Token.Replace("1111111111", "2222222222", StringComparison.Ordinal),
                        ["B2"] = 2222222222.0,
                    },
                    isHidden: true
                )
        );
        Assert.Equal(["Biuro!2", "Ukryty!2"], sheet.Rows.Select(row => row.Place));
        Assert.Equal(["1111111111", "2222222222"], sheet.Rows.Select(row => row.Nip?.Value));
        Assert.Equal(["Notatki"], sheet.IgnoredSheets);
    }

    [Fact]
    public void A_sheet_with_tokens_under_no_header_is_refused_by_its_name()
    {
        var refusal = Refusal(
            new ExcelWorkbook()
                .Add("Biuro", Header, ["1111111111", "a", Token])
                .Add("Reszta", ["2222222222", "b", Token])
                .ToArray()
        );
        Assert.Contains("'Reszta'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_sheets_that_contradict_each_other_are_told_with_both_places()
    {
        var path = Write(
            new ExcelWorkbook()
                .Add("Nowe", Header, ["1111111111", "a", Token])
                .Add("Stare", Header, ["1111111111", "a", Token + "0"])
                .ToArray()
        );
        var plan = await ImportPlan.MakeAsync(
            _bench.Office,
            _bench.Vault,
            SpreadsheetReader.Read(path),
            new ImportOptions(),
            default
        );
        Assert.All(plan.Rows, row => Assert.Equal(ImportRefusal.TwoTokens, row.Refusal));
        Assert.Contains("Nowe!2, Stare!2", plan.Rows[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_beyond_the_size_that_the_sheet_claims_are_read()
    {
        var sheet = Read(
            new ExcelWorkbook().Add(
                "A",
                new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["A1"] = "NIP",
                    ["ZZ1"] = "Token",
                    ["A2"] = "1111111111",
                    ["ZZ2"] = Token,
                }
            )
        );
        Assert.NotNull(Assert.Single(sheet.Rows).Token);
    }

    [Fact]
    public void A_sheet_that_says_it_has_more_rows_than_Excel_allows_is_refused_at_once()
    {
        var bytes = File.ReadAllBytes(Path.Join(AppContext.BaseDirectory, "Import", "Exports", "workbook.xls"));
        // The record that says which rows there are: 14 bytes, of which the second four are the end.
        var dimensions = bytes.AsSpan().IndexOf<byte>([0x00, 0x02, 0x0E, 0x00]);
        BitConverter.TryWriteBytes(bytes.AsSpan(dimensions + 8), 1_305_670_057);

        Assert.Contains("more cells", Refusal(bytes).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("workbook.xls")]
    [InlineData("workbook.xlsx")]
    public void Another_program_s_workbook_of_each_kind_reads_alike(string file)
    {
        var sheet = SpreadsheetReader.Read(Path.Join(AppContext.BaseDirectory, "Import", "Exports", file));
        Assert.Equal(
            [("Klienci!4", "2222222222", "Zażółć sp. z o.o."), ("Klienci!5", "2222222239", "Firma B")],
            sheet.Rows.Select(row => (row.Place, row.Nip?.Value!, row.Name!))
        );
        Assert.All(sheet.Rows, row => Assert.Equal(new DateOnly(2026, 3, 1), row.GeneratedOn));
    }

    [Fact]
    public void A_binary_workbook_is_told_to_be_saved_in_another_kind() =>
        Assert.Contains(
            ".xlsx",
            Refusal(
                File.ReadAllBytes(Path.Join(AppContext.BaseDirectory, "Import", "Exports", "workbook.xlsb"))
            ).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_file_that_would_unpack_to_gigabytes_is_refused()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (archive.CreateEntry("xl/workbook.xml").Open()) { }
            using var part = archive.CreateEntry("xl/sharedStrings.xml", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];
            for (var count = 0; count < 130; count++)
                part.Write(zeros);
        }
        Assert.Contains("128 MB", Refusal(bytes.ToArray()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("word/document.xml")]
    [InlineData("content.xml")]
    public void An_archive_that_is_no_workbook_is_refused_with_what_to_do(string entry)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (archive.CreateEntry(entry).Open()) { }
        Assert.Contains("CSV UTF-8", Refusal(bytes.ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_workbook_is_refused_and_shows_nothing_of_it()
    {
        var bytes = new ExcelWorkbook().Add("A", Header, ["1111111111", "a", Token]).ToArray();
        var refusal = Refusal(bytes[..(bytes.Length / 2)]);
        Assert.DoesNotContain("c0ffee", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_workbook_s_container_without_a_workbook_is_refused() =>
        Refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]]);

    private Spreadsheet Read(ExcelWorkbook workbook) => SpreadsheetReader.Read(Write(workbook.ToArray()));

    private SpreadsheetException Refusal(byte[] bytes) =>
        Assert.Throws<SpreadsheetException>(() => SpreadsheetReader.Read(Write(bytes)));

    private string Write(byte[] bytes)
    {
        var path = _bench.WriteSheet("", name: "tokens.xlsx");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
