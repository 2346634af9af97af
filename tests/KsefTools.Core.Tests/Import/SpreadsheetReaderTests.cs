using System.Text;
using KsefTools.Core.Import;

namespace KsefTools.Core.Tests.Import;

public sealed class SpreadsheetReaderTests : IDisposable
{
    private const string Token = "20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-1111111111|c0ffee";

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(';')]
    [InlineData(',')]
    [InlineData('\t')]
    public void The_separator_is_found(char separator)
    {
        var sheet = _bench.Read($"NIP;Nazwa;Token\n1111111111;Łapeć;{Token}\n".Replace(';', separator));
        Assert.Equal(separator, sheet.Separator);
        Assert.Equal("Łapeć", Assert.Single(sheet.Rows).Name);
        Assert.Equal(Token, sheet.Rows[0].Token!.Reveal());
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with mark", "windows-1250", "utf-16"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_encoding_is_found(string name)
    {
        var encoding = name switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8 with mark" => new UTF8Encoding(true),
            "utf-16" => Encoding.Unicode,
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1250)!,
        };
        var sheet = SpreadsheetReader.Read(
            _bench.WriteSheet(
                $"NIP;Środowisko;Nazwa;Token KSeF\r\n1111111111;test;Zażółć gęślą jaźń;{Token}\r\n",
                encoding
            )
        );
        var row = Assert.Single(sheet.Rows);
        Assert.Equal("Zażółć gęślą jaźń", row.Name);
        Assert.Equal("test", row.Environment);
    }

    [Fact]
    public void A_letter_across_the_end_of_a_buffer_is_no_sign_of_another_encoding()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var filler = new string('x', (1 << 16) - 40 + shift);
            var sheet = _bench.Read($"NIP;Nazwa;Token\n1111111111;{filler}ąąąąąąąąąąąąąąąąąąąą😀😀;{Token}\n");
            Assert.Equal("utf-8", sheet.Encoding);
            Assert.EndsWith("ą😀😀", sheet.Rows[0].Name, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("NIP;Nazwa;Token")]
    [InlineData("nip klienta;Klient;token ksef")]
    [InlineData("Nr NIP;Nazwa firmy;TOKEN KSEF")]
    [InlineData("Tax ID;Company;KSeF token")]
    [InlineData(" Client NIP ;Client name;Token KSeF:")]
    [InlineData("NIP podatnika;Podatnik;Token API")]
    public void Columns_are_known_by_many_names(string header)
    {
        var row = Assert.Single(_bench.Read($"{header}\n1111111111;X;{Token}\n").Rows);
        Assert.Equal(("1111111111", "X", Token), (row.Nip!.Value.Value, row.Name, row.Token!.Reveal()));
    }

    [Fact]
    public void All_that_an_import_can_use_is_read()
    {
        var sheet = _bench.Read(
            "Lp.;NIP;Nazwa;Token;Srodowisko;Uprawnienia;Kontakt;Opiekun;Tagi;Wygenerował;Data;Uwagi\n"
                + $"1;1111111111;X;{Token};TEST;\"odczyt: InvoiceRead, invoicewrite\";a@b.pl;Anna Nowak;vat, "
                + "jpk;jan;3.11.2025;hasło\n"
        );
        var row = Assert.Single(sheet.Rows);
        Assert.Equal("TEST", row.Environment);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], row.Permissions);
        Assert.Equal("a@b.pl", row.Contact);
        Assert.Equal(["vat", "jpk", "Anna Nowak"], row.Tags);
        Assert.Equal("jan", row.GeneratedBy);
        Assert.Equal(new DateOnly(2025, 11, 3), row.GeneratedOn);
        Assert.Equal(["Lp.", "Uwagi"], sheet.IgnoredColumns);
    }

    [Fact]
    public void Rows_have_the_numbers_that_a_spreadsheet_shows()
    {
        var sheet = _bench.Read(
            "Tokeny KSeF - klienci, stan na "
                + $"22.11.2026\n\nNIP;Nazwa;Token;Uwagi\n1111111111;a;{Token};\"line\nbreak\"\n;;;\n\n1111111111;b;{Token};\n"
        );
        Assert.Equal(3, sheet.HeaderRow);
        Assert.Equal([(4, "a"), (7, "b")], sheet.Rows.Select(row => (row.Number, row.Name!)));
    }

    [Fact]
    public void Excels_hint_line_is_no_row()
    {
        var sheet = _bench.Read($"sep=;\nNIP;Token\n1111111111;{Token}\n");
        Assert.Equal((1, 2), (sheet.HeaderRow, Assert.Single(sheet.Rows).Number));
    }

    [Theory]
    [InlineData("111-111-11-11")]
    [InlineData("PL 111 111 11 11")]
    [InlineData("\u00A01111111111\u200B ")]
    [InlineData("'1111111111")]
    [InlineData("\"=\"\"1111111111\"\"\"")]
    public void A_NIP_is_read_as_people_write_it(string cell)
    {
        var row = Assert.Single(_bench.Read($"NIP;Token\n{cell};{Token}\n").Rows);
        Assert.Equal("1111111111", row.Nip?.Value);
    }

    [Theory]
    [InlineData(" {0}\u00A0")]
    [InlineData("\"{0}\"")]
    [InlineData("\u200B{0}\uFEFF")]
    public void A_token_loses_what_a_paste_brought_along(string cell)
    {
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, cell, Token);
        Assert.Equal(Token, Assert.Single(_bench.Read($"NIP;Token\n1111111111;{text}\n").Rows).Token!.Reveal());
    }

    [Fact]
    public void A_token_broken_over_lines_by_a_mail_is_whole_again()
    {
        var broken = Token.Insert(20, "\n").Insert(45, " ");
        Assert.Equal(Token, Assert.Single(_bench.Read($"NIP;Token\n1111111111;\"{broken}\"\n").Rows).Token!.Reveal());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" - ")]
    [InlineData("brak")]
    [InlineData("n/a")]
    public void A_dash_or_a_word_for_nothing_is_no_token(string cell)
    {
        Assert.Null(Assert.Single(_bench.Read($"NIP;Nazwa;Token\n1111111111;X;{cell}\n").Rows).Token);
    }

    [Fact]
    public void A_missing_column_is_named_with_what_was_found()
    {
        var exception = Assert.Throws<SpreadsheetException>(() =>
            _bench.Read("NIP;Nazwa;Hasło\n1111111111;X;c0ffee\n")
        );
        Assert.Contains("tokens.csv", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'NIP'", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c0ffee", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_header_does_not_show_its_first_row()
    {
        var exception = Assert.Throws<SpreadsheetException>(() => _bench.Read($"1111111111;X;{Token}\n"));
        Assert.DoesNotContain(
            "1111111111",
            exception.Message.Replace(exception.Path, "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("c0ffee", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_columns_that_could_be_the_token_are_not_guessed_between()
    {
        var exception = Assert.Throws<SpreadsheetException>(() => _bench.Read("NIP;Token;Token\n1111111111;a;b\n"));
        Assert.Contains("'Token'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_is_a_text_whatever_its_file_is_called()
    {
        var path = _bench.WriteSheet($"NIP;Nazwa;Token\n1111111111;X;{Token}\n", name: "tokens.xlsx");
        Assert.Equal("X", Assert.Single(SpreadsheetReader.Read(path).Rows).Name);
    }

    [Fact]
    public void An_empty_file_and_a_missing_file_are_errors_with_the_file()
    {
        Assert.Contains(
            "tokens.csv",
            Assert.Throws<SpreadsheetException>(() => _bench.Read("")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<SpreadsheetException>(() => SpreadsheetReader.Read("/nowhere/tokens.csv"));
    }

    [Fact]
    public void A_quote_that_is_never_closed_does_not_repeat_what_it_swallowed()
    {
        var rows = string.Concat(Enumerable.Repeat($"1111111111;X;{Token}\n", 30_000));
        var exception = Assert.Throws<SpreadsheetException>(() =>
            _bench.Read($"NIP;Nazwa;Token\n1111111111;\"X;{Token}\n{rows}")
        );
        Assert.DoesNotContain("c0ffee", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_swallowed_others_is_marked()
    {
        var sheet = _bench.Read(
            $"NIP;Nazwa;Token\n1111111111;\"X;{Token}\n5260001246;Y;{Token}\n7740001454;\"Z\";{Token}\n"
        );
        Assert.True(sheet.Rows[0].SwallowsOthers);
    }

    [Fact]
    public void A_row_shows_no_secret()
    {
        var row = Assert.Single(_bench.Read($"NIP;Token\n1111111111;{Token}\n").Rows);
        Assert.DoesNotContain("c0ffee", row.ToString(), StringComparison.Ordinal);
    }
}
