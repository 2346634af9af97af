using KsefTools.Core.Import;

namespace KsefTools.Core.Tests.Import.Reading;

/// <summary>What people and spreadsheet programs leave in the cells of a row.</summary>
public sealed class CellsTests : IDisposable
{
    private const string Reference = "20251010-EC-1DCE3E3000-12ECB5B36E-45";
    private const string Token = $"{Reference}|nip-1111111111|c0ffee";

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("\"=\"\"\"\"\"", null)]
    [InlineData("\"=\"\" Alfa \"\"\"", "Alfa")]
    [InlineData("\"=\"\"A\"\" sp.\"", "=\"A\" sp.")]
    [InlineData("\"Firma \"\"A\"\"\"", "Firma \"A\"")]
    [InlineData("\"=\"\"\"", "=\"")]
    [InlineData("' Alfa", "Alfa")]
    [InlineData("\"Alfa\nsp. z o.o.\"", "Alfa sp. z o.o.")]
    public void A_name_is_read_as_its_program_shows_it(string cell, string? name) =>
        Assert.Equal(name, Row("NIP;Nazwa;Token", $"1111111111;{cell};{Token}").Name);

    [Fact]
    public void An_empty_cell_that_Excel_wrote_as_a_formula_is_no_token() =>
        Assert.Null(Row("NIP;Nazwa;Token", "1111111111;A;\"=\"\"\"\"\"").Token);

    [Theory]
    [InlineData("2025-11-3")]
    [InlineData("3.11.2025")]
    [InlineData("3-11-2025")]
    [InlineData("3/11/2025")]
    [InlineData("2025.11.03")]
    [InlineData("2025/11/3")]
    [InlineData("3.11.2025 14:05")]
    [InlineData("3.11.2025 14:05:06")]
    [InlineData("2025-11-03 14:05")]
    [InlineData("2025-11-03 14:05:06")]
    [InlineData("2025-11-03T14:05:06")]
    public void A_date_is_read_as_people_write_it(string cell) =>
        Assert.Equal(new DateOnly(2025, 11, 3), Row("NIP;Token;Data", $"1111111111;{Token};{cell}").GeneratedOn);

    [Fact]
    public void What_is_no_date_is_none() =>
        Assert.Null(Row("NIP;Token;Data", $"1111111111;{Token};jutro").GeneratedOn);

    [Fact]
    public void Tags_are_told_apart_by_any_mark_and_count_once() =>
        Assert.Equal(
            ["vat", "jpk", "kadry"],
            Row("NIP;Token;Tagi", $"1111111111;{Token};\"vat, ,jpk;VAT| kadry\"").Tags
        );

    [Fact]
    public void A_bookkeeper_who_is_a_tag_already_is_no_second_one() =>
        Assert.Equal(
            ["anna nowak", "vat"],
            Row("NIP;Token;Tagi;Opiekun", $"1111111111;{Token};anna nowak, vat;Anna Nowak").Tags
        );

    [Fact]
    public void A_row_without_bookkeeper_has_its_tags_alone() =>
        Assert.Equal(["vat"], Row("NIP;Token;Tagi;Opiekun", $"1111111111;{Token};vat;").Tags);

    [Fact]
    public void Permissions_are_found_among_other_words() =>
        Assert.Equal(
            ["InvoiceRead", "InvoiceWrite"],
            Row("NIP;Token;Uprawnienia", $"1111111111;{Token};pełne (stare) invoicewrite / InvoiceRead").Permissions
        );

    [Theory]
    [InlineData("5,26E+09", true)]
    [InlineData("5.26e+9", true)]
    [InlineData("ABE+CDE", false)]
    [InlineData("5260000000", false)]
    public void A_NIP_that_a_program_made_a_number_is_known(string cell, bool expected) =>
        Assert.Equal(expected, Row("NIP;Token", $"{cell};{Token}").NipIsScientific);

    [Theory]
    [InlineData("1111111111, 5260001246", "nip-5260001246|", "5260001246")]
    [InlineData("1111111111, 5260001246", "nip-1111111111|", "1111111111")]
    [InlineData("1111111111, 5260001246", "nip-7740001454|", null)]
    [InlineData("1111111111, 5260001246", "", null)]
    [InlineData("klient 1111111111 (od maja)", "", "1111111111")]
    [InlineData("klient", "nip-1111111111|", null)]
    public void Of_several_NIPs_in_a_cell_the_token_says_which_is_meant(string cell, string context, string? nip) =>
        Assert.Equal(nip, Row("NIP;Token", $"{cell};{Reference}|{context}c0ffee").Nip?.Value);

    [Theory]
    [InlineData("Nazwa")]
    [InlineData("Środowisko")]
    [InlineData("Kontakt")]
    [InlineData("Opiekun")]
    [InlineData("Tagi")]
    [InlineData("Wygenerował")]
    public async Task A_token_in_a_column_that_is_shown_refuses_its_row(string column)
    {
        var text = $"NIP;Token;{column}\n1111111111;;{Token}\n";

        var row = Assert.Single((await _bench.PlanAsync(text)).Rows);

        Assert.Equal(ImportRefusal.MisplacedSecret, row.Refusal);
        Assert.Contains($"'{column}'", row.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("c0ffee", $"{row} {row.Row} {row.ToResult(_bench.Office)}", StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_misplaced_tokens_one_column_is_named() =>
        Assert.Equal("Opiekun", Row("NIP;Opiekun;Token;Kontakt", $"1111111111;{Token};;{Token}").MisplacedSecretIn);

    [Theory]
    [InlineData("\"uwaga;\nstary\"")]
    [InlineData($"\"{Reference}\nstary\"")]
    [InlineData($"\"stary; {Reference}\"")]
    public void A_note_of_two_lines_or_about_a_token_swallows_nothing(string note) =>
        Assert.False(Row("NIP;Token;Uwagi", $"1111111111;{Token};{note}").SwallowsOthers);

    private ImportRow Row(string header, string cells) => Assert.Single(_bench.Read($"{header}\n{cells}\n").Rows);
}
