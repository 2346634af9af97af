using KsefTools.Core.Import;

namespace KsefTools.Core.Tests.Import.Reading;

/// <summary>Which row is the header, and what its columns mean, by their names or by what stands in them.</summary>
public sealed class HeadersTests : IDisposable
{
    private const string Token = "20251010-EC-1DCE3E3000-12ECB5B36E-45|c0ffee";
    private const string Other = "20251011-EC-2DCE3E3000-12ECB5B36E-45|c0ffee";

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_header_may_stand_as_low_as_in_row_20()
    {
        var named = _bench.Read($"{Titles(19)}NIP;Token\n1111111111;\n");
        var known = _bench.Read($"{Titles(19)}Konto NIP;Hasło\n1111111111;{Token}\n");
        Assert.Equal((20, 21), (named.HeaderRow, Assert.Single(named.Rows).Number));
        Assert.Equal((20, 21), (known.HeaderRow, Assert.Single(known.Rows).Number));
    }

    [Theory]
    [InlineData("NIP;Token")]
    [InlineData("Konto NIP;Hasło")]
    public void A_header_below_that_is_none(string header) =>
        Assert.Contains("are needed", Refusal($"{Titles(20)}{header}\n1111111111;{Token}\n"), StringComparison.Ordinal);

    [Fact]
    public void A_column_without_a_name_is_no_matter_and_not_told()
    {
        var sheet = _bench.Read("NIP;;Token\n1111111111;;\n");
        Assert.Equal("1111111111", Assert.Single(sheet.Rows).Nip?.Value);
        Assert.Empty(sheet.IgnoredColumns);
    }

    [Fact]
    public void The_columns_in_use_are_told_by_their_names()
    {
        var sheet = _bench.Read($" Nr NIP ;Token KSeF:\n1111111111;{Token}\n");
        Assert.Equal("Nr NIP", sheet.Columns[SpreadsheetColumn.Nip]);
        Assert.Equal("Token KSeF:", sheet.Columns[SpreadsheetColumn.Token]);
    }

    [Fact]
    public void A_secret_among_the_names_of_columns_is_not_shown()
    {
        var secret = string.Concat(Enumerable.Repeat("c0ffee12", 8));
        Assert.Equal(["Uwagi"], _bench.Read($"NIP;Token;{secret};Uwagi\n1111111111;;a;b\n").IgnoredColumns);
    }

    [Fact]
    public void Of_two_columns_the_better_named_one_is_the_tokens()
    {
        var row = Assert.Single(_bench.Read($"NIP;Token;Token KSeF\n1111111111;stary;{Token}\n").Rows);
        Assert.Equal(Token, row.Token!.Reveal());
    }

    [Fact]
    public void Of_two_columns_of_names_the_first_counts() =>
        Assert.Equal("a", Assert.Single(_bench.Read($"NIP;Nazwa;Nazwa;Token\n1111111111;a;b;{Token}\n").Rows).Name);

    [Fact]
    public void A_hint_of_the_separator_counts_in_the_first_line_alone()
    {
        var sheet = _bench.Read($"Nazwa;NIP;Token\nsep=x;1111111111;{Token}\n");
        Assert.Equal("sep=x", Assert.Single(sheet.Rows).Name);
    }

    [Fact]
    public void A_file_of_blank_lines_is_empty() =>
        Assert.Contains("the file is empty", Refusal("\n \n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Nazwa;NIP\nAlfa;1111111111\n", "found: 'Nazwa', 'NIP'")]
    [InlineData("NIP;a\nNazwa;NIP;Kontakt\n", "found: 'Nazwa', 'NIP', 'Kontakt'")]
    [InlineData("NIP;Nazwa\nNIP;Kontakt\n", "found: 'NIP', 'Nazwa'")]
    [InlineData("co;kto\n", "no row with names of columns")]
    [InlineData($"1111111111;X;{Token}\n", "no row with names of columns")]
    public void What_is_missing_is_told_with_the_columns_of_the_row_most_like_a_header(string text, string told)
    {
        var refusal = Refusal(text);
        Assert.Contains("are needed", refusal, StringComparison.Ordinal);
        Assert.Contains(told, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_above_names_that_nobody_knows_is_not_the_header()
    {
        var sheet = _bench.Read($"Klienci biura;;\nKonto NIP;Tajne;Klient\n1111111111;{Token};Alfa\n");
        var row = Assert.Single(sheet.Rows);
        Assert.Equal((2, "1111111111", "Alfa", false), (sheet.HeaderRow, row.Nip?.Value, row.Name, row.IsFree));
    }

    [Fact]
    public void A_row_of_a_client_is_no_header_of_those_below()
    {
        var sheet = _bench.Read($"x 5260001246;y\nKonto NIP;Tajne\n1111111111;{Token}\n");
        Assert.Equal((2, "1111111111"), (sheet.HeaderRow, Assert.Single(sheet.Rows).Nip?.Value));
    }

    [Fact]
    public void The_column_whose_name_speaks_of_NIPs_is_theirs_and_short_rows_are_no_matter()
    {
        var sheet = _bench.Read($"Konto;Ważny NIP;Tajne\n5260001246;1111111111;{Token}\n7740001454\n");
        Assert.Equal([("1111111111", false), (null, false)], sheet.Rows.Select(row => (row.Nip?.Value, row.IsFree)));
        Assert.Equal(Token, sheet.Rows[0].Token!.Reveal());
    }

    [Fact]
    public void A_column_that_only_speaks_of_NIPs_is_none_of_them()
    {
        var sheet = _bench.Read($"Rodzaj NIP;Ważny NIP;Tajne\nfirmowy;1111111111;{Token}\n");
        Assert.Equal("1111111111", Assert.Single(sheet.Rows).Nip?.Value);
    }

    [Fact]
    public void A_token_above_the_header_says_nothing_of_the_columns_below()
    {
        var sheet = _bench.Read($"stary;;{Other}\nKonto NIP;Tajne;Uwagi\n1111111111;{Token};\n");
        Assert.False(Assert.Single(sheet.Rows).IsFree);
    }

    [Fact]
    public void Of_two_separators_that_fit_alike_the_usual_one_counts()
    {
        var sheet = _bench.Read($"Konto NIP, firmowy;Tajne, klucz;Klient\n1111111111,x;{Token};Alfa\n");
        Assert.Equal((';', "Alfa"), (sheet.Separator, Assert.Single(sheet.Rows).Name));
    }

    [Fact]
    public void A_token_of_two_lines_shows_its_column_too()
    {
        var broken = Token.Insert(20, "\n");
        var sheet = _bench.Read($"Konto NIP;Tajne\n1111111111;\"{broken}\"\n1111111111;{Token}\n5260001246;{Other}\n");
        Assert.Equal([Token, Token, Other], sheet.Rows.Select(row => row.Token?.Reveal()));
    }

    [Theory]
    [InlineData("Konto;Tajne;Uwagi", $"5260001246;{Token};\n1111111111;{Other};\n")]
    [InlineData("Konto NIP;Tajne;Uwagi", $"5260001246;{Token};\n1111111111;;{Other}\n")]
    [InlineData("Konto NIP;Token;Uwagi", $"5260001246;;{Token}\n1111111111;;{Other}\n")]
    public void Where_columns_do_not_tell_all_each_row_is_an_entry_by_itself(string header, string rows)
    {
        var sheet = _bench.Read($"{header}\n{rows}");
        Assert.Equal(["5260001246", "1111111111"], sheet.Rows.Select(row => row.Nip?.Value));
        Assert.Equal([Token, Other], sheet.Rows.Select(row => row.Token?.Reveal()));
        Assert.All(sheet.Rows, row => Assert.True(row.IsFree));
    }

    [Theory]
    [InlineData("Wpis;Dane")]
    [InlineData("Dane;Nazwa")]
    public void An_entry_is_called_by_its_name_or_by_its_first_cell(string header)
    {
        var isNamed = header.EndsWith("Nazwa", StringComparison.Ordinal);
        var cells = isNamed ? $"1111111111 {Token};Alfa" : $"Alfa;1111111111 {Token}";
        Assert.Equal("Alfa", Assert.Single(_bench.Read($"{header}\n{cells}\n").Rows).Name);
    }

    private static string Titles(int count) => string.Concat(Enumerable.Repeat("Tokeny KSeF\n", count));

    private string Refusal(string text)
    {
        var refusal = Assert.Throws<SpreadsheetException>(() => _bench.Read(text));
        return refusal.Message.Replace(refusal.Path, "", StringComparison.Ordinal);
    }
}
