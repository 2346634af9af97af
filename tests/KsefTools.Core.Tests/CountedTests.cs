using System.Globalization;
using KsefTools.Core.Conversion;
using KsefTools.Core.Import;
using KsefTools.Core.Tokens;

namespace KsefTools.Core.Tests;

/// <summary>A number has its noun in the right form, in the lines that close a command as well.</summary>
public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 clients")]
    [InlineData(1, "1 client")]
    [InlineData(2, "2 clients")]
    public void A_number_has_the_English_form_of_its_noun(int count, string expected) =>
        Assert.Equal(expected, Counted.Of(count, "client", "clients"));

    [Theory]
    [InlineData(0, "0 klientów")]
    [InlineData(1, "1 klient")]
    [InlineData(2, "2 klienci")]
    [InlineData(4, "4 klienci")]
    [InlineData(5, "5 klientów")]
    [InlineData(12, "12 klientów")]
    [InlineData(14, "14 klientów")]
    [InlineData(21, "21 klientów")]
    [InlineData(22, "22 klienci")]
    [InlineData(112, "112 klientów")]
    [InlineData(1003, "1003 klienci")]
    public void A_number_has_the_Polish_form_of_its_noun(int count, string expected) =>
        Assert.Equal(expected, Counted.Of(count, "klient", "klienci", "klientów"));

    [Theory]
    [InlineData(1, 2, "3 wiersze: 1 zaimportowany, 2 odrzucone")]
    [InlineData(2, 5, "7 wierszy: 2 zaimportowane, 5 odrzuconych")]
    [InlineData(0, 1, "1 wiersz: 1 odrzucony")]
    public void An_import_counts_its_rows_in_Polish(int imported, int refused, string expected)
    {
        ImportOutcome[] outcomes =
        [
            .. Enumerable.Repeat(ImportOutcome.Imported, imported),
            .. Enumerable.Repeat(ImportOutcome.Refused, refused),
        ];
        var results = outcomes.Select((outcome, at) => Row(at + 2, outcome)).ToList();
        Assert.Equal(expected, InPolish(() => ImportSummary.Line(results, isPlan: false)));
    }

    [Fact]
    public void A_plan_of_one_row_is_for_one_row() =>
        Assert.Equal(
            "Plan dla 1 wiersza: 1 odrzucony",
            InPolish(() => ImportSummary.Line([Row(2, ImportOutcome.Refused)], isPlan: true))
        );

    [Fact]
    public void A_conversion_counts_its_clients_in_Polish()
    {
        var summary = new ConversionSummary();
        foreach (var outcome in Enumerable.Repeat(ConversionOutcome.Converted, 5))
            summary.Add(Client(outcome));
        summary.Add(Client(ConversionOutcome.WaitingForGrant));
        summary.Add(Client(ConversionOutcome.NeedsPerson));
        summary.Add(Client(ConversionOutcome.NeedsPerson));
        Assert.Equal(
            ["Klienci: 5 przeniesionych, 1 czeka na KSeF, 2 wymagają uprawnień dla osoby"],
            InPolish(summary.Lines)
        );
    }

    [Fact]
    public void An_audit_counts_its_credentials_in_Polish()
    {
        var summary = new AuditSummary();
        CredentialStatus[] statuses =
        [
            CredentialStatus.Critical,
            .. Enumerable.Repeat(CredentialStatus.Healthy, 5),
            CredentialStatus.Unknown,
        ];
        foreach (var status in statuses)
            summary.Add(Credential(status), before: null);
        Assert.Equal("7 poświadczeń: 1 krytyczne, 1 bez odpowiedzi, 5 sprawnych", InPolish(() => summary.Lines()[0]));
    }

    private static KsefImportResult Row(int row, ImportOutcome outcome) => new() { Row = row, Outcome = outcome };

    private static KsefConversion Client(ConversionOutcome outcome) =>
        new()
        {
            Nip = "1111111111",
            Name = "Client",
            Environment = "test",
            Identity = "seal",
            Outcome = outcome,
            Path = "",
            OfficePath = "",
        };

    private static KsefTokenTestResult Credential(CredentialStatus status) =>
        new()
        {
            Nip = "1111111111",
            Name = "Client",
            Environment = "test",
            Status = status,
            TestedAt = DateTimeOffset.UnixEpoch,
            Findings = new TextList<KsefFinding>([
                new KsefFinding(FindingCode.Unused, FindingSeverity.Critical, "", null),
            ]),
        };

    private static T InPolish<T>(Func<T> sentence)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("pl-PL");
            return sentence();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
