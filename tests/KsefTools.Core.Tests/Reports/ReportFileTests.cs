using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using KsefTools.Core.Reports;
using KsefTools.Core.Runs;
using KsefTools.Core.Runs.Storage;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Reports;

/// <summary>What a report's files hold, whatever the clients are called.</summary>
public sealed class ReportFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("ksef-report-");

    public void Dispose() => _folder.Dispose();

    private const string Markup = "</script><img onerror=alert(1)>";

    public static TheoryData<string> Formulas => ["=1+1", "+48 600", "-5", "@SUM(A1)", "\t=cmd", " =1"];

    [Fact]
    public void Every_code_has_a_title_for_people() =>
        Assert.Empty(
            Enum.GetNames<FindingCode>()
                .Concat(Enum.GetNames<OfficeIssueCode>())
                .Concat(RunFindings.Codes)
                .Except(FindingTitles.Codes)
        );

    [Fact]
    public void A_name_that_is_markup_ends_no_element_of_the_page()
    {
        var html = HtmlReport.Make(SourceOf(ResultOf(Markup)));

        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        // The template's own two scripts.
        Assert.Equal(2, Regex.Count(html, "</script>", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void The_page_s_policy_allows_what_stands_in_it_and_nothing_else()
    {
        var html = HtmlReport.Make(SourceOf(ResultOf("Klient")));

        Assert.Contains("default-src 'none'; style-src 'sha256-", html, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void No_cell_of_the_action_plan_is_a_formula(string name)
    {
        var path = Write(SourceOf(ResultOf(name)), ".csv");

        Assert.DoesNotMatch(@"(^|,|""|;)\s*[=+\-@]", File.ReadAllText(path));
        Assert.Contains("'" + name, File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Firma;=1+1", "Firma;'=1+1")]
    [InlineData("Firma,=HYPERLINK(1)", "Firma,'=HYPERLINK(1)")]
    [InlineData("Firma; @SUM(1)", "Firma; '@SUM(1)")]
    [InlineData("Firma\t-1", "Firma\t'-1")]
    [InlineData("a;=;=1", "a;'=;'=1")]
    public void Nor_is_what_another_language_s_program_takes_for_a_cell(string name, string written)
    {
        var text = File.ReadAllText(Write(SourceOf(ResultOf(name)), ".csv"));

        Assert.Contains(written, text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[;,\t]\s*[=+\-@]", text);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void No_cell_of_who_has_access_is_a_formula(string text)
    {
        var row = RowOf(0) with { HolderName = text, Description = text };
        var access = AccessOf(0) with { Rows = [row] };
        var path = Path.Combine(_folder.Path, "access.csv");

        ReportFile.Write(new() { Run = RunOf([]) with { Access = access } }, path, overwrite: false, access: true);

        Assert.DoesNotMatch(@"(^|,|""|;)\s*[=+\-@]", File.ReadAllText(path));
        Assert.Contains("'" + text, File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_of_the_workbook_has_no_parts_and_stays_as_it_is()
    {
        using var archive = ZipFile.OpenRead(Write(SourceOf(ResultOf("Firma, +48 22 123")), ".xlsx"));

        Assert.Contains(
            archive.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)),
            sheet => TextOf(sheet).Contains("Firma, +48 22 123", StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void No_cell_of_the_workbook_is_a_formula(string name)
    {
        var path = Write(SourceOf(ResultOf(name)), ".xlsx");

        using var archive = ZipFile.OpenRead(path);
        var sheets = archive.Entries.Where(entry =>
            entry.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)
        );
        Assert.Equal(4, sheets.Count());
        Assert.All(sheets, sheet => Assert.DoesNotContain("<x:f>", TextOf(sheet), StringComparison.Ordinal));
        Assert.All(sheets, sheet => Assert.DoesNotContain("<f>", TextOf(sheet), StringComparison.Ordinal));
        Assert.Contains(sheets, sheet => TextOf(sheet).Contains(name.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public void The_action_plan_has_empty_columns_to_fill_in_and_opens_with_its_letters()
    {
        var bytes = File.ReadAllBytes(Write(SourceOf(ResultOf("Łąka")), ".csv"));

        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n");
        Assert.EndsWith(",Who,Until", lines[0], StringComparison.Ordinal);
        Assert.Contains("Łąka", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_there_stays_unless_it_may_be_replaced()
    {
        var path = Write(SourceOf(ResultOf("Klient")), ".html");

        Assert.Throws<IOException>(() => ReportFile.Write(SourceOf(ResultOf("Other")), path, overwrite: false));
        ReportFile.Write(SourceOf(ResultOf("Other")), path, overwrite: true);

        Assert.Contains("Other", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_clients_are_less_than_three_megabytes()
    {
        var results = Enumerable
            .Range(0, 1000)
            .Select(number =>
                ResultOf($"Przedsiębiorstwo Usługowo-Handlowe „Żuraw” nr {number}") with
                {
                    Nip = $"{5_000_000_000 + number}",
                }
            );
        var run = RunOf([.. results]) with { Access = AccessOf(1000) };
        var source = new ReportSource { Run = run, Past = [.. Enumerable.Repeat(run, 14)] };

        Assert.InRange(Encoding.UTF8.GetByteCount(HtmlReport.Make(source)), 100_000, 3_000_000);
    }

    // Ten rows a client, half of them not the office's.
    private static AccessRecord AccessOf(int clients) =>
        new()
        {
            RunId = "2026-11-27T0200Z",
            IsWhole = true,
            Clients = [],
            Rows = [.. Enumerable.Range(0, clients * 10).Select(RowOf)],
        };

    private static KsefAccess RowOf(int number) =>
        new()
        {
            Nip = $"{5_000_000_000 + (number / 10)}",
            Name = "Klient",
            Environment = "production",
            Kind = (AccessKind)(number % 4),
            Holder = $"{44_051_401_359 + number}",
            HolderType = "Pesel",
            HolderName = $"Osoba Numer {number % 700}",
            What = number % 3 == 0 ? "InvoiceRead, InvoiceWrite" : "CredentialsManage",
            State = "Active",
            Since = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
            LastUsedOn = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
            Reference = $"20261001-EC-1DCE3E3000-12ECB{number:00000}-45",
            IsOurs = number % 2 == 0,
        };

    private string Write(ReportSource source, string extension)
    {
        var path = Path.Combine(_folder.Path, $"report{extension}");
        ReportFile.Write(source, path, overwrite: false);
        return path;
    }

    private static string TextOf(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private static ReportSource SourceOf(params KsefAuditResult[] results) => new() { Run = RunOf(results) };

    private static RunRecord RunOf(IReadOnlyList<KsefAuditResult> results) =>
        new()
        {
            Version = RunRecord.CurrentVersion,
            RunId = "2026-11-27T0200Z",
            Tool = "0.1.0",
            Language = "en",
            Nip = "5260001246",
            Name = "Biuro",
            Outcome = AuditOutcome.Completed,
            StartedAt = new(2026, 11, 27, 2, 0, 0, TimeSpan.Zero),
            Policy = RunPolicy.Of(new()),
            Results = results,
        };

    private static KsefAuditResult ResultOf(string name) =>
        new()
        {
            Area = AuditArea.Credential,
            Nip = "1111111111",
            Name = name,
            Environment = "production",
            Kind = CredentialKind.Token,
            SecretName = "ksef-prod-1111111111-token",
            Reference = "20261001-EC-1DCE3E3000-12ECB5B36E-45",
            Status = CredentialStatus.Critical,
            Permissions = new(["InvoiceRead", "InvoiceWrite"]),
            CreatedOn = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
            Findings = new([
                new(
                    "MissingPermission",
                    FindingSeverity.Critical,
                    "The token lacks InvoiceWrite, which the profile expects.",
                    AuditActor.Office,
                    "Set-KsefCredential -Nip 1111111111 -Token (Read-Host -AsSecureString)  # a new token"
                ),
                new(
                    "TokenEndsByLaw",
                    FindingSeverity.Warning,
                    "By law, KSeF tokens end on 2026-12-31, in 34 days; announced: usable until 2027-11-30.",
                    AuditActor.Office,
                    "Convert-KsefToCertificate -WhatIf"
                ),
            ]),
            TestedAt = new(2026, 11, 27, 2, 0, 1, TimeSpan.Zero),
        };
}
