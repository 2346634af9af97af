using System.IO.Compression;
using System.Text;
using KsefTools.Core.Import;
using KsefTools.Testing.Workbooks;

namespace KsefTools.Core.Tests.Import.Reading;

/// <summary>Files as they are opened: encodings, sizes, archives, and those that are none.</summary>
public sealed class SourcesTests : IDisposable
{
    private const string Token = "20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-1111111111|c0ffee";
    private const string Text = $"NIP;Nazwa;Token\n1111111111;Zażółć;{Token}\n";

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("iso-8859-2")]
    [InlineData("windows-1250")]
    [InlineData("ibm852")]
    public void A_file_is_read_in_the_encoding_that_a_person_names(string name)
    {
        var path = _bench.WriteSheet(Text, CodePagesEncodingProvider.Instance.GetEncoding(name));

        var sheet = SpreadsheetReader.Read(path, name);

        Assert.Equal(("Zażółć", name), (Assert.Single(sheet.Rows).Name, sheet.Encoding));
    }

    [Fact]
    public void An_encoding_that_nobody_knows_is_refused_with_those_that_are_known() =>
        Assert.Contains("try utf-8", Refusal(_bench.WriteSheet(Text), "polskie").Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_in_the_encoding_that_was_named_is_refused()
    {
        var path = _bench.WriteSheet(Text, CodePagesEncodingProvider.Instance.GetEncoding(1250));
        Assert.Contains("not in utf-8", Refusal(path, "utf-8").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_reads_in_no_certain_way_is_refused_and_not_guessed()
    {
        var path = _bench.WriteSheet("");
        File.WriteAllBytes(path, [.. Encoding.ASCII.GetBytes("NIP;Nazwa;Token\n1111111111;"), 0x00, 0x81, 0x98]);
        Assert.Contains("-Encoding", Refusal(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_more_than_64_MB_is_not_read()
    {
        var path = _bench.WriteSheet("");
        using (var file = File.OpenWrite(path))
            file.SetLength((64L << 20) + 1);
        Assert.Contains("64 MB", Refusal(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_and_what_is_a_folder_are_told_apart()
    {
        var (missing, nowhere, folder) = (
            Refusal(Path.Join(Path.GetTempPath(), "none.csv")),
            Refusal("/nowhere/none.csv"),
            Refusal(_bench.Office.Path)
        );
        Assert.All(
            [missing, nowhere],
            refusal => Assert.EndsWith("no such file", refusal.Message, StringComparison.Ordinal)
        );
        Assert.EndsWith("is a folder", folder.Message, StringComparison.Ordinal);
        Assert.All([missing, nowhere, folder], refusal => Assert.True(refusal.IsNotAccessible));
    }

    [Fact]
    public void A_file_that_was_opened_and_refused_is_accessible() =>
        Assert.False(Refusal(_bench.WriteSheet("")).IsNotAccessible);

    [Fact]
    public void A_row_that_is_far_too_long_is_told_with_the_quote_to_look_for()
    {
        var text = $"NIP;Nazwa;Token\n1111111111;\"{new string('x', 3 << 20)}";
        Assert.Contains("not closed", Refusal(_bench.WriteSheet(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data.json")]
    [InlineData("export.data")]
    [InlineData("word/document.xml")]
    public void An_archive_whose_data_are_none_is_refused_as_an_archive(string entry)
    {
        var path = Pack((entry, "no JSON at all"u8.ToArray()));
        Assert.Contains("this is an archive", Refusal(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_whose_data_are_damaged_is_told_as_damaged()
    {
        var path = Pack(("data.json", new byte[5_000]));
        var bytes = File.ReadAllBytes(path);
        // After the header of 30 bytes and the name: no block of packed data begins so.
        bytes.AsSpan(30 + "data.json".Length, 4).Fill(0xFF);
        File.WriteAllBytes(path, bytes);
        Assert.Contains("is damaged", Refusal(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sheet_of_more_cells_than_any_list_is_not_read_to_its_end()
    {
        var cells = Enumerable.Range(1, 20_001).ToDictionary(row => $"ALL{row}", _ => (object)1.0);
        var path = Write(new ExcelWorkbook().Add("A", cells));
        Assert.Contains("more cells", Refusal(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_together_unpack_to_too_much_are_refused()
    {
        var zeros = new byte[70 << 20];
        var path = Pack(("xl/workbook.xml", []), ("a", zeros), ("b", zeros));
        Assert.Contains("128 MB", Refusal(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_of_more_parts_than_any_program_makes_is_refused()
    {
        var parts = Enumerable.Range(0, 10_001).Select(number => ($"{number}", Array.Empty<byte>()));
        Assert.Contains("128 MB", Refusal(Pack([.. parts])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_sheets_without_tokens_the_one_most_like_a_list_tells_what_is_missing()
    {
        var path = Write(
            new ExcelWorkbook()
                .Add("A", ["co", "kto"], ["x", "y"])
                .Add("B", ["NIP", "Nazwa"], ["1111111111", "Alfa"])
                .Add("C", ["NIP", "Kontakt"], ["1111111111", "a@b.pl"])
                .Add("D", ["NIP", "x"])
        );
        Assert.Contains("found: 'NIP', 'Nazwa'", Refusal(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sheet_whose_name_is_a_secret_is_called_by_its_number()
    {
        var secret = string.Concat(Enumerable.Repeat("c0ffee12", 8));
        var sheet = SpreadsheetReader.Read(
            Write(
                new ExcelWorkbook()
                    .Add("Biuro", ["NIP", "Token"], ["1111111111", Token], ["", " "], [1e15, true])
                    .Add(secret, ["NIP", "Token"], ["1111111111", Token])
            )
        );
        Assert.Equal(["Biuro!2", "Biuro!4", "2!2"], sheet.Rows.Select(row => row.Place));
        Assert.Equal("True", sheet.Rows[1].Token?.Reveal());
    }

    [Fact]
    public void A_blank_sheet_is_not_told_as_one_that_is_not_used()
    {
        var sheet = SpreadsheetReader.Read(
            Write(new ExcelWorkbook().Add("Biuro", ["NIP", "Token"], ["1111111111", Token]).Add("Arkusz2", [" "]))
        );
        Assert.Empty(sheet.IgnoredSheets);
    }

    private string Write(ExcelWorkbook workbook)
    {
        var path = _bench.WriteSheet("", name: "tokens.xlsx");
        File.WriteAllBytes(path, workbook.ToArray());
        return path;
    }

    private string Pack(params (string Name, byte[] Bytes)[] parts)
    {
        var path = _bench.WriteSheet("", name: "export.zip");
        using var file = File.Create(path);
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (name, bytes) in parts)
        {
            using var part = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
            part.Write(bytes);
        }
        return path;
    }

    private static SpreadsheetException Refusal(string path, string? encoding = null) =>
        Assert.Throws<SpreadsheetException>(() => SpreadsheetReader.Read(path, encoding));
}
