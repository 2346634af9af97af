using System.Globalization;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Cases;

/// <summary>What hands and web pages leave in an office's files.</summary>
public sealed class YamlByHandTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("bom-mid.yaml", 2, 1, "U+FEFF")]
    [InlineData("nbsp-after-colon.yaml", 1, 5, "U+00A0")]
    [InlineData("nbsp-indent.yaml", 4, 1, "U+00A0")]
    [InlineData("zwsp.yaml", 2, 1, "U+200B")]
    public void An_invisible_character_of_the_case_is_named_at_its_place(
        string file,
        int line,
        int column,
        string name
    ) => AssertCritical(CaseFiles.Text("15-yaml-invisible", file), line, column, name);

    [Theory]
    [InlineData("na\u200Bme: X\n", 2, 3, "U+200B")]
    [InlineData("name:\u202FX\n", 2, 6, "U+202F")]
    [InlineData("name\u00A0: X\n", 2, 5, "U+00A0")]
    [InlineData("name: X\ntags:\n  -\u00A0vat\n", 4, 4, "U+00A0")]
    [InlineData("name: X\ntags:\n\u3000 - vat\n", 4, 1, "U+3000")]
    [InlineData("name: X\naccess:\u00A0\n  - secret: a\n", 3, 8, "U+00A0")]
    [InlineData("name: X\naccess:\n  -\u200Ekind: token\n    secret: a\n", 4, 4, "U+200E")]
    [InlineData("name: X\n\u00A0# remark\n", 3, 1, "U+00A0")]
    [InlineData("name: \"X\"\u00A0\n", 2, 10, "U+00A0")]
    [InlineData("name: X\ntags: [vat]\u200B\n", 3, 12, "U+200B")]
    [InlineData("name: X\n\u2028tags: [vat]\n", 3, 1, "U+2028")]
    [InlineData("name: X\n\u00ADtags: [vat]\n", 3, 1, "U+00AD")]
    public void An_invisible_character_where_order_hangs_on_it_is_named(
        string rest,
        int line,
        int column,
        string name
    ) => AssertCritical("nip: \"4111111207\"\n" + rest, line, column, name);

    [Theory]
    [InlineData("name: Firma sp. z\u00A0o.o.\n")]
    [InlineData("name: \"Firma sp. z\u00A0o.o.\"\n")]
    [InlineData("name: Firma sp. z o.o.\u00A0\n")]
    public void A_no_break_space_inside_a_value_is_read_as_a_space(string rest)
    {
        var result = Read("nip: \"4111111207\"\n" + rest);
        Assert.Empty(result.Problems);
        Assert.Equal("Firma sp. z o.o.", result.Profile!.Name);
    }

    [Fact]
    public void A_settings_file_is_read_with_the_same_eyes()
    {
        File.WriteAllText(
            _bench.Office.SettingsPath,
            "nip: \"5260001246\"\nname: X\nidentities:\n\u00A0 - name: seal\n"
        );
        var exception = Assert.Throws<OfficeFileException>(() => OfficeFolder.Open(_bench.Office.Path).Settings);
        Assert.Equal(4, exception.Problems[0].Line);
        Assert.Contains("U+00A0", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apostrophe.yaml", 2, "put the value in double quotes", "cudzysłów")]
    [InlineData("bracket.yaml", 2, "put the value in quotes", "ujmij wartość w cudzysłów")]
    [InlineData("colon-in-name.yaml", 2, "put the value in quotes", "ujmij wartość w cudzysłów")]
    [InlineData("nospace-colon.yaml", 1, "a space is missing after the colon", "po dwukropku brakuje spacji")]
    [InlineData("quoted-then-text.yaml", 2, "put the whole value in single quotes", "ujmij całą wartość w apostrofy")]
    [InlineData("tags-null.yaml", 3, "an item of the list is empty", "jedna z pozycji listy jest pusta")]
    public void An_everyday_mistake_of_the_case_is_told_in_the_session_s_language(
        string file,
        int line,
        string english,
        string polish
    )
    {
        var text = CaseFiles.Text("16-yaml-everyday", file);
        AssertCritical(text, line, null, english);
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("pl-PL");
            AssertCritical(text, line, null, polish);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Theory]
    [InlineData("name:Alfa\n", 2, 5, "a space is missing")]
    [InlineData("name: Alfa\ncontact: jan, tel: 22 123\n", 3, 18, "put the value in quotes")]
    [InlineData("name: Alfa\ntags: [, vat]\n", 3, 8, "is empty")]
    [InlineData("name: Alfa\ntags: [vat,, kadry]\n", 3, 12, "is empty")]
    [InlineData("name: @Home\n", 2, 7, "put the value in quotes")]
    [InlineData("name: `Home`\n", 2, 7, "put the value in quotes")]
    [InlineData("name: %Home\n", 2, 7, "put the value in quotes")]
    [InlineData("name: !Home\n", 2, 7, "in quotes")]
    [InlineData("name: *Home\n", 2, 7, "in quotes")]
    [InlineData("name: {Alfa} sp. z o.o.\n", 2, 7, "put the value in quotes")]
    [InlineData("name: - Alfa\n", 2, 7, "put the value in quotes")]
    [InlineData("name: | Alfa\n", 2, 7, "put the value in quotes")]
    [InlineData("name: > Alfa\n", 2, 7, "put the value in quotes")]
    [InlineData("name: \"Alfa\",\n", 2, 13, "comma")]
    [InlineData("name: \"C:\\Kadry\"\n", 2, 10, "single quotes")]
    [InlineData("name: \"Alfa\n", 2, 7, "not closed")]
    [InlineData("name: 'Alfa\n", 2, 7, "not closed")]
    [InlineData("name: 'D'Artagnan'\n", 2, 9, "double quotes")]
    [InlineData("name Alfa\n", 2, 1, "a colon is missing")]
    [InlineData("name = Alfa\n", 2, 1, "a colon is missing")]
    [InlineData("  name: Alfa\n", 2, 3, "indented")]
    [InlineData("name: Alfa\ntags: [vat, PHU #1]\n", 3, 17, "comment")]
    [InlineData("name: Alfa\ntags: [vat, kadry\n", 3, 7, "not closed")]
    public void An_everyday_mistake_has_its_own_sentence(string rest, int line, int column, string sentence) =>
        AssertCritical("nip: \"4111111207\"\n" + rest, line, column, sentence);

    [Theory]
    [InlineData("name: PHU #1 Kowalski\n", 2, 11)]
    [InlineData("name: Sklep #Nowy\n", 2, 13)]
    [InlineData("name: Sklep # 5\n", 2, 13)]
    [InlineData("name: X\ntags:\n  - grupa #2\n", 4, 11)]
    public void A_hash_that_cuts_text_off_is_warned_of(string rest, int line, int column)
    {
        var result = Read("nip: \"4111111207\"\n" + rest);
        Assert.NotNull(result.Profile);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(
            (FindingSeverity.Warning, line, column),
            (problem.Severity, problem.Line!.Value, problem.Column!.Value)
        );
        Assert.Contains("comment", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: Alfa # since last year\n")]
    [InlineData("name: 'PHU #1 Kowalski' #quoted\n")]
    [InlineData("name: C#1\n")]
    public void A_comment_that_was_meant_is_not(string rest) =>
        Assert.Empty(Read("nip: \"4111111207\"\n" + rest).Problems);

    private void AssertCritical(string text, int line, int? column, string sentence)
    {
        var result = Read(text);
        Assert.Null(result.Profile);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(
            (OfficeIssueCode.FileUnreadable, FindingSeverity.Critical, line),
            (problem.Code, problem.Severity, problem.Line!.Value)
        );
        Assert.Equal(column ?? problem.Column, problem.Column);
        Assert.Contains(sentence, problem.Message, StringComparison.Ordinal);
    }

    private ProfileReadResult Read(string text)
    {
        _bench.WriteClient(text);
        return Assert.Single(_bench.Office.Profiles.ReadAll());
    }
}
