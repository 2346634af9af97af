using System.Globalization;
using KsefTools.Core.Reports;
using KsefTools.Core.Runs.Storage;
using static Microsoft.Playwright.Assertions;

namespace KsefTools.Browser.Tests;

/// <summary>The report of the largest office that the README names.</summary>
public sealed class LargeReportTests(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    private const int Clients = 1000;

    [Fact]
    public async Task A_thousand_clients_are_painted_within_two_seconds()
    {
        Assert.SkipWhen(browser.Chromium is null, "There is no Chromium here; KSEF_TEST_CHROMIUM names one.");
        var path = Path.Combine(Path.GetTempPath(), $"ksef-large-{Guid.NewGuid():N}.html");
        try
        {
            await File.WriteAllTextAsync(path, HtmlReport.Make(new ReportSource { Run = Run() }));
            var page = await browser.Chromium!.NewPageAsync();
            await page.GotoAsync(new Uri(path).AbsoluteUri);

            await Expect(page.Locator("table.grid tbody tr")).ToHaveCountAsync(Clients);
            var paint = await page.EvaluateAsync<double>(
                "performance.getEntriesByName('first-contentful-paint')[0].startTime"
            );
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{paint:F0} ms, {new FileInfo(path).Length / 1024} KB")
            );
            Assert.InRange(paint, 0, 2000);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static RunRecord Run() =>
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
            Results = [.. Enumerable.Range(0, Clients).Select(Result)],
            Access = new()
            {
                RunId = "2026-11-27T0200Z",
                IsWhole = true,
                Clients = [],
                Rows = [.. Enumerable.Range(0, Clients * 10).Select(Access)],
            },
        };

    // Ten things a client, half of them not the office's.
    private static KsefAccess Access(int number) =>
        new()
        {
            Nip = (5_000_000_000 + (number / 10)).ToString(CultureInfo.InvariantCulture),
            Name = "Klient",
            Environment = "production",
            Kind = (AccessKind)(number % 4),
            Holder = (44_051_401_359 + number).ToString(CultureInfo.InvariantCulture),
            HolderType = "Pesel",
            HolderName = string.Create(CultureInfo.InvariantCulture, $"Osoba Numer {number % 700}"),
            What = number % 3 == 0 ? "InvoiceRead, InvoiceWrite" : "CredentialsManage",
            State = "Active",
            Since = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
            LastUsedOn = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
            Reference = string.Create(CultureInfo.InvariantCulture, $"20261001-EC-1DCE3E3000-12ECB{number:00000}-45"),
            IsOurs = number % 2 == 0,
        };

    private static KsefAuditResult Result(int number)
    {
        var codes = Enum.GetNames<FindingCode>();
        return new()
        {
            Area = AuditArea.Credential,
            Nip = (5_000_000_000 + number).ToString(CultureInfo.InvariantCulture),
            Name = $"Przedsiębiorstwo Usługowe „Żuraw” nr {number}",
            Environment = "production",
            Kind = CredentialKind.Token,
            Status = CredentialStatus.Warning,
            Permissions = new(["InvoiceRead", "InvoiceWrite"]),
            Findings = new([
                new(
                    codes[number % codes.Length],
                    FindingSeverity.Warning,
                    "A sentence of the length that sentences about findings have, more or less.",
                    AuditActor.Office,
                    "Set-KsefCredential -Nip 1111111111 -Token (Read-Host -AsSecureString)  # a new token"
                ),
            ]),
            TestedAt = new(2026, 11, 27, 2, 0, 1, TimeSpan.Zero),
        };
    }
}
