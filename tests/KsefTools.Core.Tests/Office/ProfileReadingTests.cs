using System.Text;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Tests.Office;

public sealed class ProfileReadingTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private ProfileReadResult ReadOne(string text)
    {
        _bench.WriteClient(text);
        return Assert.Single(_bench.Office.Profiles.ReadAll());
    }

    [Fact]
    public void A_files_name_in_a_problem_begins_no_line_and_moves_no_cursor() =>
        Assert.Equal(
            "a ]0;x  b.yaml(1,2): Broken.",
            new OfficeFileProblem(
                OfficeIssueCode.InvalidValue,
                FindingSeverity.Critical,
                "a\u001b]0;x\u0007\nb.yaml",
                1,
                2,
                "Broken."
            ).ToString()
        );

    [Fact]
    public void A_profile_reads_with_all_that_it_says()
    {
        var result = ReadOne(
            """
            nip: "1111111111"
            name: 'Zakład Szewski "Łapeć"'   # since 2019
            environment: test
            tags: [vat-monthly, oddział Łódź]
            contact: anna.nowak@example.com
            permissions:
              - InvoiceRead
              - InvoiceWrite
            access:
              - kind: token
                secret: ksef-test-1111111111-token
                vault: Second
                reference: 20251010-EC-1DCE3E3000-12ECB5B36E-45
                generatedBy: anna.nowak
                generatedOn: 2025-10-10
              - identity: seal
            """
        );
        Assert.Empty(result.Problems);
        var profile = result.Profile!.ToKsefProfile(_bench.Office);
        Assert.Equal("Zakład Szewski \"Łapeć\"", profile.Name);
        Assert.Equal("test", profile.Environment);
        Assert.Equal(["vat-monthly", "oddział Łódź"], profile.Tags);
        Assert.Equal("anna.nowak@example.com", profile.Contact);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], profile.ExpectedPermissions);
        Assert.Equal(2, profile.Access.Count);
        Assert.Equal("Second", profile.Access[0].Vault);
        Assert.Equal("20251010-EC-1DCE3E3000-12ECB5B36E-45", profile.Access[0].Reference);
        Assert.Equal(new DateTime(2025, 10, 10), profile.Access[0].GeneratedOn);
        Assert.Equal(CredentialKind.Certificate, profile.Access[1].Kind);
    }

    [Fact]
    public void A_silent_profile_follows_the_office()
    {
        var profile = ReadOne("nip: \"1111111111\"\nname: X\naccess:\n- secret: a\n")
            .Profile!.ToKsefProfile(_bench.Office);
        Assert.Equal("production", profile.Environment);
        Assert.Equal("KsefVault", profile.Access[0].Vault);
        Assert.Equal(CredentialKind.Token, profile.Access[0].Kind);
    }

    [Theory]
    [InlineData("nip: 1111111111\nname: X\n", 1, 6, OfficeIssueCode.InvalidNip)]
    [InlineData("nip: \"1111111112\"\nname: X\n", 1, 6, OfficeIssueCode.InvalidNip)]
    [InlineData("name: X\n", 1, 1, OfficeIssueCode.InvalidValue)]
    [InlineData("nip: \"1111111111\"\nname:\n", 2, 1, OfficeIssueCode.InvalidValue)]
    [InlineData("nip: \"1111111111\"\nname: X\nname: Y\n", 3, 1, OfficeIssueCode.FileUnreadable)]
    [InlineData("nip: \"1111111111\"\nname: X\naccess:\n\t- secret: a\n", 4, 1, OfficeIssueCode.FileUnreadable)]
    [InlineData("nip: \"1111111111\"\nname: X\ntags: vat\n", 3, 7, OfficeIssueCode.InvalidValue)]
    [InlineData("nip: \"1111111111\"\nname: [X]\n", 2, 7, OfficeIssueCode.InvalidValue)]
    [InlineData("nip: \"1111111111\"\nname: X\ntags: [a, b\n", 3, 7, OfficeIssueCode.FileUnreadable)]
    [InlineData("nip: \"1111111111\"\nname: X: y\n", 2, 8, OfficeIssueCode.FileUnreadable)]
    [InlineData("nip: &n \"1111111111\"\nname: *n\n", 1, 6, OfficeIssueCode.FileUnreadable)]
    [InlineData("nip: \"1111111111\"\nname: X\n---\nnip: \"1111111111\"\n", 3, 1, OfficeIssueCode.FileUnreadable)]
    [InlineData(
        "nip: \"1111111111\"\nname: X\naccess:\n  - kind: card\n    secret: a\n",
        4,
        11,
        OfficeIssueCode.InvalidValue
    )]
    [InlineData("nip: \"1111111111\"\nname: X\naccess:\n  - kind: token\n", 4, 5, OfficeIssueCode.InvalidValue)]
    [InlineData(
        "nip: \"1111111111\"\nname: X\naccess:\n  - secret: a\n    generatedOn: 1.2.2026\n",
        5,
        18,
        OfficeIssueCode.InvalidValue
    )]
    [InlineData("nip: \"1111111111\"\nname: X\nenvironment: ftp://x\n", 3, 14, OfficeIssueCode.InvalidValue)]
    [InlineData("just text\n", 1, 1, OfficeIssueCode.FileUnreadable)]
    public void A_broken_profile_is_named_with_line_and_column(string text, int line, int column, OfficeIssueCode code)
    {
        var result = ReadOne(text);
        Assert.Null(result.Profile);
        Assert.Contains((code, (int?)line, (int?)column), result.Problems.Select(p => (p.Code, p.Line, p.Column)));
    }

    [Fact]
    public void A_tab_is_called_a_tab()
    {
        var result = ReadOne("nip: \"1111111111\"\nname: X\naccess:\n\t- secret: a\n");
        Assert.Contains("tab", Assert.Single(result.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_another_encoding_is_named_with_the_place_of_its_first_strange_byte()
    {
        var path = Path.Combine(_bench.Office.ClientsPath, "1111111111.yaml");
        File.WriteAllBytes(path, [.. "nip: \"1111111111\"\nname: "u8, 0xA3, .. "apec\n"u8]);
        var problem = Assert.Single(Assert.Single(_bench.Office.Profiles.ReadAll()).Problems);
        Assert.Equal((OfficeIssueCode.FileUnreadable, 2, 7), (problem.Code, problem.Line, problem.Column));
        Assert.Contains("UTF-8", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_Windows_line_ends_are_read_over()
    {
        var path = Path.Combine(_bench.Office.ClientsPath, "1111111111.yaml");
        File.WriteAllText(path, "nip: \"1111111111\"\r\nname: Łapeć\r\n", new UTF8Encoding(true));
        Assert.Equal("Łapeć", Assert.Single(_bench.Office.Profiles.ReadAll()).Profile!.Name);
    }

    [Fact]
    public void An_unknown_key_is_warned_about_and_the_profile_is_used()
    {
        var result = ReadOne("nip: \"1111111111\"\nname: X\nGeneratedby: a\naccess:\n- secret: a\n  generatedby: b\n");
        Assert.NotNull(result.Profile);
        Assert.Equal(
            [(OfficeIssueCode.UnknownKey, 3, 1), (OfficeIssueCode.UnknownKey, 6, 3)],
            result.Problems.Select(problem => (problem.Code, problem.Line!.Value, problem.Column!.Value))
        );
        Assert.Contains("'generatedBy'", result.Problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_pasted_into_a_profile_is_refused_and_not_repeated()
    {
        const string canary = "20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-1111111111|c0ffee00c0ffee00";
        var result = ReadOne($"nip: \"1111111111\"\nname: X\nenvironment: {canary}\naccess:\n- secret: {canary}\n");
        Assert.Null(result.Profile);
        Assert.Equal(2, result.Problems.Count);
        Assert.DoesNotContain("c0ffee", string.Join('\n', result.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_nesting_is_an_error_and_no_crash()
    {
        var result = ReadOne($"nip: {new string('[', 20_000)}");
        Assert.Null(result.Profile);
        Assert.Single(result.Problems);
    }

    [Fact]
    public void One_broken_profile_never_hides_the_others()
    {
        for (var number = 0; number < 40; number++)
        {
            var nip = OfficeBench.NipNumber(number).Value;
            _bench.WriteClient(number % 10 == 3 ? "nip: [\n" : $"nip: \"{nip}\"\nname: K{number}\n", $"{nip}.yaml");
        }
        var results = _bench.Office.Profiles.ReadAll();
        Assert.Equal(40, results.Count);
        Assert.Equal(36, results.Count(result => result.Profile is not null));
        Assert.All(results, result => Assert.NotNull(result.Nip));
    }

    [Fact]
    public void Files_that_are_no_profiles_are_left_alone()
    {
        _bench.WriteClient("x", "notes.txt");
        _bench.WriteClient("x", ".1111111111.yaml.0a1b2c3d.ksef-tmp");
        _bench.WriteClient("x", ".hidden.yaml");
        Assert.Empty(_bench.Office.Profiles.ReadAll());
    }

    [Fact]
    public void A_client_is_found_under_another_file_name_too()
    {
        _bench.WriteClient("nip: \"1111111111\"\nname: X\n", "szewc.yml");
        Assert.Equal("X", _bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!.Name);
    }
}
