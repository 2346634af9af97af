using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Tests.Import;

namespace KsefTools.Core.Tests.Cases;

/// <summary>
/// NIP and token are known by what they are, whatever a spreadsheet or a password manager made around them.
/// </summary>
public sealed class SpreadsheetContentTests : IDisposable
{
    private const string Token = "20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-1111111111|c0ffee";

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task All_twelve_forms_of_a_NIP_are_imported()
    {
        var sheet = SpreadsheetReader.Read(CaseFiles.PathOf("13-nip-cells", "nip-forms.csv"));
        var plan = await ImportPlan.MakeAsync(_bench.Office, _bench.Vault, sheet, new ImportOptions(), default);
        Assert.Equal(12, plan.Rows.Count);
        Assert.All(plan.Rows, row => Assert.Equal((ImportOutcome.Imported, null), (row.Outcome, row.Reason)));
        Assert.All(plan.Rows, row => Assert.Equal(row.Token!.Context!.Value, row.Row.Nip!.Value.Value));
    }

    [Fact]
    public async Task A_mangled_NIP_beside_another_client_s_token_is_still_refused()
    {
        var plan = await _bench.PlanAsync($"NIP;Token\n\"2222222222,00\";{Token}\n");
        Assert.Equal(ImportRefusal.OtherContext, Assert.Single(plan.Rows).Refusal);
    }

    [Theory]
    [InlineData("1111111111,00 zł")]
    [InlineData("1.111.111.111,00")]
    [InlineData("1 111 111 111,0")]
    [InlineData("111–111–11–11")]
    [InlineData("NIP:PL1111111111")]
    [InlineData("1111111111 / REGON 012345678")]
    [InlineData("REGON 012345678, NIP 111-111-11-11")]
    [InlineData("111_111_11_11")]
    [InlineData("Firma Alfa 1111111111")]
    [InlineData("1111111111; 2222222222")]
    public void A_NIP_is_found_in_what_stands_around_it(string cell) =>
        Assert.Equal("1111111111", Assert.Single(_bench.Read($"NIP;Token\n\"{cell}\";{Token}\n").Rows).Nip?.Value);

    [Theory]
    [InlineData("1111111112")]
    [InlineData("DE1111111111")]
    [InlineData("11111111110")]
    [InlineData("X1111111111Y")]
    [InlineData("2222222222 / 2222222239")]
    public void Another_number_is_no_NIP(string cell) =>
        Assert.Null(Assert.Single(_bench.Read($"NIP;Token\n\"{cell}\";{Token}\n").Rows).Nip);

    [Theory]
    [InlineData("bitwarden.csv", "2222222222 2222222239 2222222245")]
    [InlineData("1password8.csv", "2222222222 2222222239")]
    [InlineData("lastpass.csv", "2222222222 2222222239")]
    [InlineData("chrome.csv", "2222222222")]
    [InlineData("keepass2.csv", "2222222222")]
    [InlineData("keepassxc.csv", "2222222222")]
    [InlineData("bitwarden.json", "2222222222")]
    [InlineData("keepass.xml", "2222222222")]
    [InlineData("hdr-00.csv", "2222222222")]
    [InlineData("hdr-02.csv", "2222222222")]
    [InlineData("hdr-03.csv", "2222222222")]
    [InlineData("hdr-05.csv", "2222222222")]
    [InlineData("hdr-06.csv", "2222222222")]
    [InlineData("hdr-07.csv", "2222222222")]
    [InlineData("hdr-08.csv", "2222222222")]
    [InlineData("hdr-09.csv", "2222222222")]
    [InlineData("hdr-10.csv", "2222222222")]
    public void The_case_s_store_gives_each_client_its_token(string file, string nips)
    {
        var rows = SpreadsheetReader.Read(CaseFiles.PathOf("14-other-stores", file)).Rows;
        Assert.Equal(nips.Split(' '), rows.Select(row => row.Nip?.Value));
        Assert.All(rows, row => Assert.Equal(row.Nip!.Value.Value, TokenOf(row)?.Context?.Value));
        Assert.All(rows, row => Assert.NotNull(row.Name));
    }

    [Fact]
    public async Task A_program_s_settings_in_YAML_give_tokens_and_environments()
    {
        var sheet = SpreadsheetReader.Read(CaseFiles.PathOf("14-other-stores", "ksefconf.yaml"));
        var plan = await ImportPlan.MakeAsync(_bench.Office, _bench.Vault, sheet, new ImportOptions(), default);
        Assert.Equal(
            [("2222222222", "production", ImportOutcome.Imported), ("2222222239", "test", ImportOutcome.Imported)],
            plan.Rows.Select(row => (row.Row.Nip?.Value, row.Environment, row.Outcome))
        );
    }

    [Fact]
    public void Each_entry_of_a_tree_is_one_row_and_others_are_left_out()
    {
        var json =
            """{"items":[{"name":"bank","login":{"username":"1111111111","password":"x"}},{"name":"Alfa","notes":"TOKEN"},"""
            + """{"name":"Beta","fields":[{"name":"Token","value":"TOKEN2"}]}]}""";
        var rows = _bench
            .Read(
                json.Replace(
                        "TOKEN2",
                        Token.Replace("1111111111", "2222222222", StringComparison.Ordinal),
                        StringComparison.Ordinal
                    )
                    .Replace("TOKEN", Token, StringComparison.Ordinal)
            )
            .Rows;
        Assert.Equal([("Alfa", "1111111111"), ("Beta", "2222222222")], rows.Select(row => (row.Name, row.Nip?.Value)));
    }

    [Theory]
    [InlineData("Klient;Identyfikator;Hasło do KSeF")]
    [InlineData("Company;Tax no.;Key (production)")]
    [InlineData("Podmiot;NIP (10 cyfr);Wartość")]
    public void Headers_of_any_wording_are_understood(string header)
    {
        var row = Assert.Single(_bench.Read($"{header}\nAlfa;1111111111;{Token}\n").Rows);
        Assert.Equal(("1111111111", "Alfa", Token), (row.Nip?.Value, row.Name, row.Token!.Reveal()));
    }

    [Fact]
    public void An_entry_about_something_else_is_left_out()
    {
        var sheet = _bench.Read(
            $"name,url,username,password,note\nbank,https://b.pl,1111111111,secret,\nksef,,1111111111,{Token},\n"
        );
        Assert.Equal(3, Assert.Single(sheet.Rows).Number);
    }

    [Fact]
    public async Task An_entry_with_two_tokens_is_refused()
    {
        var plan = await _bench.PlanAsync($"name,username,password,note\nksef,1111111111,{Token},{Token}1\n");
        Assert.Equal(ImportOutcome.Refused, Assert.Single(plan.Rows).Outcome);
    }

    private static TokenText? TokenOf(ImportRow row) => TokenText.TryParse(row.Token, out var token) ? token : null;
}
