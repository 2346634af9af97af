using KsefTools.Core.Import;

namespace KsefTools.Core.Tests.Import.Reading;

/// <summary>Exports that are trees (JSON, YAML, XML): what is an entry, and whose it is.</summary>
public sealed class StoresTests : IDisposable
{
    private const string A = "1111111111";
    private const string B = "5260001246";
    private const string TokenA = $"20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-{A}|c0ffee";
    private const string TokenB = $"20251011-EC-2DCE3E3000-12ECB5B36E-45|nip-{B}|c0ffee";
    private const string Nameless = "20251010-EC-1DCE3E3000-12ECB5B36E-45|c0ffee";

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData($$"""[{"name":"Alfa","env":"test","t":"{{TokenA}}"}]""")]
    [InlineData($$"""[{"name":"","title":"Alfa","Środowisko":"test","env":"demo","t":"{{TokenA}}"}]""")]
    [InlineData($$"""{"a":{"title":"Alfa","name":"Beta","ENVIRONMENT":"test","t":["{{TokenA}}"]} }""")]
    [InlineData($$"""[{"name":"Alfa","env":"","srodowisko":"test","f":[{"name":"Token","value":"{{TokenA}}"}]}]""")]
    public void An_entry_has_the_first_name_and_environment_that_it_tells(string json)
    {
        var row = Assert.Single(Json(json).Rows);
        Assert.Equal(
            ("Alfa", "test", A, TokenA, 1),
            (row.Name, row.Environment, row.Nip?.Value, Text(row), row.Number)
        );
    }

    [Theory]
    [InlineData("createdAt")]
    [InlineData("lastTime")]
    [InlineData("EXPIRYDATE")]
    public void A_moment_that_looks_like_a_NIP_is_none(string name)
    {
        var row = Assert.Single(Json($$"""[{"name":"Alfa","{{name}}":{{A}},"t":"{{Nameless}}"}]""").Rows);
        Assert.Null(row.Nip);
    }

    [Theory]
    [InlineData($$"""[{"name":"Alfa","kontrahent":{{A}},"t":"{{Nameless}}"}]""")]
    [InlineData($$"""[{"name":"Alfa","updatedAt":"{{A}}","t":"{{Nameless}}"}]""")]
    [InlineData($$"""{"{{A}}":{"t":"{{Nameless}}"} }""")]
    [InlineData($$"""["{{A}} {{Nameless}}"]""")]
    public void A_NIP_counts_wherever_it_stands(string json) =>
        Assert.Equal(A, Assert.Single(Json(json).Rows).Nip?.Value);

    [Theory]
    [InlineData("'name':'G','type':'x','notes':''")]
    [InlineData("'name':'G','type':1")]
    [InlineData("'type':1,'notes':''")]
    [InlineData("'overview':{}")]
    [InlineData("'details':{}")]
    [InlineData("'overview':'','details':1")]
    public void A_group_is_no_entry_of_a_password_manager(string group)
    {
        var entries = $"[{{'name':'Alfa','t':'{TokenA}'}},{{'name':'Beta','t':'{TokenB}'}}]";
        var rows = Json($"{{{group},'of':{entries}}}".Replace('\'', '"')).Rows;
        Assert.Equal(["Alfa", "Beta"], rows.Select(row => row.Name));
    }

    [Fact]
    public void An_entry_without_a_name_is_read_beside_those_that_have_one()
    {
        var rows = Json($$"""{"a":[{"name":"Alfa","t":"{{TokenA}}"},{"t":"{{TokenB}}"}]}""").Rows;
        Assert.Equal([("Alfa", TokenA), (null, TokenB)], rows.Select(row => (row.Name, Text(row))));
    }

    [Theory]
    [InlineData(
        """
            "overview":{"title":"Alfa"},"details":{"t":"TOKEN"},"trashed":true
            """,
        true
    )]
    [InlineData(
        """
            "overview":{"title":"Alfa"},"details":{"t":"TOKEN"},"state":"archived"
            """,
        true
    )]
    [InlineData(
        """
            "overview":{"title":"Alfa"},"details":{"t":"TOKEN"},"state":5,"trashed":false
            """,
        false
    )]
    [InlineData(
        """
            "name":"Alfa","type":1,"notes":"TOKEN","deletedDate":"2026-01-01T00:00:00Z"
            """,
        true
    )]
    [InlineData(
        """
            "name":"Alfa","type":1,"notes":"TOKEN","archivedDate":"2026-01-01T00:00:00Z"
            """,
        true
    )]
    [InlineData(
        """
            "name":"Alfa","type":1,"notes":"TOKEN","deletedDate":null,"archivedDate":null
            """,
        false
    )]
    public async Task What_its_program_has_put_aside_is_refused(string item, bool isAside)
    {
        var sheet = Json($"[{{{item.Replace("TOKEN", TokenA, StringComparison.Ordinal)}}}]");

        var plan = await ImportPlan.MakeAsync(_bench.Office, _bench.Vault, sheet, new ImportOptions(), default);

        var row = Assert.Single(plan.Rows);
        Assert.Equal(("Alfa", isAside ? ImportRefusal.Archived : (ImportRefusal?)null), (row.Row.Name, row.Refusal));
    }

    [Fact]
    public void A_fingerprint_is_no_token_and_its_entry_no_row()
    {
        var print = string.Concat(Enumerable.Repeat("c0ffee12", 8));
        var rows = Json($$"""[{"name":"Klucz","p":"{{print}}"},{"name":"Alfa","t":"{{TokenA}}"}]""").Rows;
        Assert.Equal(("Alfa", 1), (Assert.Single(rows).Name, rows[0].Number));
    }

    [Fact]
    public async Task A_token_with_spaces_in_it_is_refused_and_not_passed_over()
    {
        var notes = TokenA.Replace("|", " | ", StringComparison.Ordinal);
        var sheet = Json($$"""[{"name":"Alfa","type":1,"notes":"{{notes}}"}]""");
        var plan = await ImportPlan.MakeAsync(_bench.Office, _bench.Vault, sheet, new ImportOptions(), default);
        var row = Assert.Single(plan.Rows);
        Assert.Equal((A, ImportRefusal.UnreadableToken), (row.Row.Nip?.Value, row.Refusal));
    }

    [Theory]
    [InlineData("'name':'Firma','t':'TOKEN','of':{'name':'Alfa','t':'OTHER'}", "Alfa", "Firma")]
    [InlineData("'t':'TOKEN','of':[{'name':'Alfa','t':'OTHER'},{'x':'y'}]", "Alfa", null)]
    [InlineData("'t':'TOKEN','of':{'t':'OTHER','name':''}", null, null)]
    public void A_token_above_another_one_is_an_entry_too(string json, string? one, string? other)
    {
        var text = json.Replace("TOKEN", TokenA, StringComparison.Ordinal)
            .Replace("OTHER", TokenB, StringComparison.Ordinal);
        var rows = Json($"{{{text.Replace('\'', '"')}}}").Rows.OrderBy(row => row.Nip?.Value, StringComparer.Ordinal);
        Assert.Equal([(A, other), (B, one)], rows.Select(row => (row.Nip?.Value, row.Name)));
    }

    [Theory]
    [InlineData("{'name':'Alfa','t':'BROKEN'}", "Alfa")]
    [InlineData("{'t':'BROKEN'}", null)]
    public async Task A_broken_token_is_told_and_keeps_its_file(string entry, string? name)
    {
        var broken = TokenA.Replace("|", " | ", StringComparison.Ordinal);
        var text = $"[{{'name':'Beta','t':'{TokenB}'}},{entry.Replace("BROKEN", broken, StringComparison.Ordinal)}]";
        var sheet = Json(text.Replace('\'', '"'));

        var plan = await ImportPlan.MakeAsync(_bench.Office, _bench.Vault, sheet, new ImportOptions(), default);

        var refused = Assert.Single(plan.Rows, row => row.Outcome is ImportOutcome.Refused);
        Assert.Equal((name, ImportRefusal.UnreadableToken), (refused.Row.Name, refused.Refusal));
    }

    [Fact]
    public void An_entry_with_another_one_s_token_and_one_of_its_own_is_told()
    {
        var rows = Json($$"""{"a":[{"name":"Alfa","t":"{{TokenA}}"},{"t":"{{TokenA}} {{TokenB}}"}]}""").Rows;
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public void A_group_with_a_token_of_its_own_is_an_entry_beside_one_without() =>
        Assert.Equal(
            "Alfa",
            Assert
                .Single(
                    Json($$"""{"name":"Alfa","t":"{{TokenA}}","of":[{"type":1,"name":"Bank","notes":null}]}""").Rows
                )
                .Name
        );

    [Fact]
    public void A_part_s_token_lives_with_the_part_that_it_names()
    {
        var part = Tests.Office.OfficeBench.PartOf(A, 7);
        var token = TokenA.Replace($"nip-{A}", $"internalId-{part}", StringComparison.Ordinal);
        Assert.Equal(part, Assert.Single(Json($$"""[{"name":"Alfa","t":"{{token}}"}]""").Rows).Nip?.Value);
    }

    [Fact]
    public void A_token_as_the_title_of_an_entry_is_not_shown() =>
        Assert.Null(Assert.Single(Json($$"""[{"name":"{{TokenA}}","t":"{{TokenA}}"}]""").Rows).Name);

    [Theory]
    [InlineData($"{B} i {A}", TokenA, A)]
    [InlineData(B, TokenA, B)]
    [InlineData("", TokenA, A)]
    [InlineData(A, Nameless, A)]
    [InlineData($"{B} i {A}", Nameless, null)]
    [InlineData(A, $"{TokenA} {TokenB}", A)]
    [InlineData("", $"{TokenA} {TokenB}", null)]
    public void Whose_an_entry_is_the_token_says_among_the_NIPs_that_stand_there(
        string note,
        string token,
        string? nip
    ) => Assert.Equal(nip, Assert.Single(Json($$"""[{"name":"X","n":"{{note}}","t":"{{token}}"}]""").Rows).Nip?.Value);

    [Fact]
    public async Task An_entry_with_two_tokens_is_refused()
    {
        var sheet = Json($$"""[{"name":"X","n":"{{A}}","t":"{{TokenA}}","u":"{{TokenB}}"}]""");
        var plan = await ImportPlan.MakeAsync(_bench.Office, _bench.Vault, sheet, new ImportOptions(), default);
        Assert.Equal(ImportRefusal.UnreadableToken, Assert.Single(plan.Rows).Refusal);
    }

    [Theory]
    [InlineData("[NIP];[Token]")]
    [InlineData("{NIP};{Token}")]
    public void A_table_that_begins_like_JSON_is_a_table(string header) =>
        Assert.Equal(TokenA, Text(Assert.Single(_bench.Read($"{header}\n{A};{TokenA}\n").Rows)));

    [Theory]
    [InlineData("a.yaml")]
    [InlineData("a.YML")]
    public void YAML_is_read_by_its_entries(string name)
    {
        var rows = Read(
            $"klienci:\n  - name: Alfa\n    env: test\n    token: {TokenA}\n  - dane: [{{name: Beta, t: '{TokenB}'}}]\n"
                + $"'7740001454':\n  notes: [stare, '{Nameless}']\n",
            name
        ).Rows;
        Assert.Equal(
            [("Alfa", "test", A), ("Beta", null, B), (null, null, "7740001454")],
            rows.Select(row => (row.Name, row.Environment, row.Nip?.Value))
        );
    }

    [Theory]
    [InlineData("a: [")]
    [InlineData("a: 1\nb: 2\n")]
    public void YAML_that_is_damaged_or_without_tokens_is_refused(string text) =>
        Assert.Throws<SpreadsheetException>(() => Read(text, "a.yaml"));

    [Fact]
    public void XML_of_any_program_is_read_by_its_entries()
    {
        var rows = Read(
            $"<a><c name=\"Alfa\"><env>test</env><t>{TokenA}</t></c><Entry><c title=\"Beta\" t=\"{TokenB}\"><d/></c>"
                + $"<c><Title>Gamma</Title><s><Key>t</Key><Value>{Nameless}</Value></s><s><Key>u</Key></s></c>"
                + "</Entry></a>",
            "a.xml"
        ).Rows;
        Assert.Equal(
            [("Alfa", "test", A), ("Beta", null, B), ("Gamma", null, null)],
            rows.Select(row => (row.Name, row.Environment, row.Nip?.Value))
        );
    }

    [Theory]
    [InlineData($"<a><c name='Alfa' env='test' t='{TokenA}'/><c name='Beta' t='{TokenB}'/></a>")]
    [InlineData($"<a><c name='Alfa' env='test'>{TokenA}</c><c name='Beta'>{TokenB}</c></a>")]
    [InlineData(
        $"<a><c><name lang='pl'>Alfa</name><env>test</env><t is='1'>{TokenA}</t></c><c name='Beta' t='{TokenB}'/></a>"
    )]
    public void What_stands_in_XML_attributes_is_as_good_as_what_stands_in_elements(string xml) =>
        Assert.Equal(
            [("Alfa", "test", TokenA), ("Beta", null, TokenB)],
            Read(xml, "a.xml").Rows.Select(row => (row.Name, row.Environment, Text(row)))
        );

    [Theory]
    [InlineData("x", "x", true)]
    [InlineData("x", "y", false)]
    public void What_lies_in_a_group_in_the_recycle_bin_is_put_aside(string bin, string group, bool expected)
    {
        var sheet = Read(
            $"<f><Meta><RecycleBinUUID>{bin}</RecycleBinUUID></Meta><Group><UUID>{group}</UUID><Group><UUID>z</UUID>"
                + "<Entry><String><Key>Title</Key><Value>Alfa</Value></String>"
                + $"<String><Key>P</Key><Value>{TokenA}</Value></String></Entry></Group></Group></f>",
            "a.xml"
        );
        Assert.Equal(expected, Assert.Single(sheet.Rows).IsArchived);
    }

    [Fact]
    public void An_entry_of_KeePass_counts_with_or_without_a_token()
    {
        static string Entry(string title, string password) =>
            $"<Entry><String><Key>Title</Key><Value>{title}</Value></String>"
            + $"<String><Key>P</Key><Value>{password}</Value></String></Entry>";

        var row = Assert.Single(Read($"<f>{Entry("Bank", "x")}{Entry("Alfa", TokenA)}</f>", "a.xml").Rows);

        Assert.Equal(("Alfa", 2), (row.Name, row.Number));
    }

    [Fact]
    public void XML_that_is_nested_without_end_is_refused_as_damaged()
    {
        var text = $"{string.Concat(Enumerable.Repeat("<a>", 300))}{string.Concat(Enumerable.Repeat("</a>", 300))}";
        Assert.Contains(
            "not well-formed",
            Assert.Throws<SpreadsheetException>(() => Read(text, "a.xml")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Damaged_XML_is_told_with_its_line() =>
        Assert.Contains(
            "line 3",
            Assert.Throws<SpreadsheetException>(() => Read("<a>\n<b/>\n</c>", "a.xml")).Message,
            StringComparison.Ordinal
        );

    private Spreadsheet Json(string text) => Read(text, "a.json");

    private Spreadsheet Read(string text, string name) => SpreadsheetReader.Read(_bench.WriteSheet(text, name: name));

    private static string? Text(ImportRow row) => row.Token?.Reveal();
}
