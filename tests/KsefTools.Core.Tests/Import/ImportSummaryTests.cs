using KsefTools.Core.Import;

namespace KsefTools.Core.Tests.Import;

/// <summary>What is said of an import beside its rows.</summary>
public sealed class ImportSummaryTests : IDisposable
{
    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(false, "3 rows: 2 imported, 1 refused")]
    [InlineData(true, "Plan for 3 rows: 2 imported, 1 refused")]
    public void A_line_counts_each_outcome_that_there_is(bool isPlan, string line) =>
        Assert.Equal(
            line,
            ImportSummary.Line(
                [
                    Result(2, ImportOutcome.Refused),
                    Result(3, ImportOutcome.Imported),
                    Result(4, ImportOutcome.Imported),
                ],
                isPlan
            )
        );

    [Fact]
    public void A_line_knows_every_outcome() =>
        Assert.Equal(
            "9 rows: 1 imported, 1 replaced, 1 unchanged, 1 repeated, 1 without a token, 1 refused, 1 failed, "
                + "1 taken back, 1 kept",
            ImportSummary.Line(
                [
                    .. Enum.GetValues<ImportOutcome>()
                        .Where(outcome => outcome is not ImportOutcome.Planned)
                        .Select(outcome => Result(2, outcome)),
                ],
                isPlan: false
            )
        );

    [Theory]
    [InlineData(false, "Folder: 1 imported")]
    [InlineData(true, "Plan for the folder: 1 imported")]
    public void A_line_of_a_folder_says_so(bool isPlan, string line) =>
        Assert.Equal(line, ImportSummary.Line([Result(1, ImportOutcome.Imported) with { Folder = "/c" }], isPlan));

    [Fact]
    public void Of_a_file_without_rows_there_is_no_line() => Assert.Null(ImportSummary.Line([], isPlan: false));

    [Fact]
    public void What_nothing_is_taken_from_is_named()
    {
        var sheet = _bench.Read("NIP;Token;Uwagi\n1111111111;;x\n") with { IgnoredSheets = ["Notatki"] };
        var said = ImportSummary.NotUsed(sheet).ToList();
        Assert.Equal(2, said.Count);
        Assert.Contains("'Uwagi'", said[0], StringComparison.Ordinal);
        Assert.Contains("'Notatki'", said[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_without_rows_is_told_with_its_file()
    {
        var sheet = _bench.Read("NIP;Token\n");
        Assert.Contains(sheet.Path, ImportSummary.Empty(sheet), StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_rows_are_named_by_sheet_and_number_and_those_that_the_office_ended_are_not()
    {
        KsefImportResult[] results =
        [
            Result(2, ImportOutcome.Imported),
            Result(3, ImportOutcome.Refused) with
            {
                Refusal = nameof(ImportRefusal.RetiredHere),
            },
            Result(4, ImportOutcome.Refused) with
            {
                Sheet = "Klienci",
            },
            Result(5, ImportOutcome.Failed),
        ];
        Assert.Contains(
            "1 row refused: Klienci!4.",
            ImportSummary.Refusals("a.csv", results),
            StringComparison.Ordinal
        );
        Assert.Null(ImportSummary.Refusals("a.csv", results[..2]));
    }

    [Theory]
    [InlineData(null, "/c/a.crt", "5")]
    [InlineData("/c", null, "5")]
    [InlineData("/c", "/c/d/a.crt", "d/a.crt")]
    public void A_row_of_a_folder_stands_where_its_file_does(string? folder, string? file, string place)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "paths of another kind");
        var result = Result(5, ImportOutcome.Imported) with { Folder = folder, File = file };
        Assert.Equal(place, ImportSummary.PlaceOf(result));
    }

    private static KsefImportResult Result(int row, ImportOutcome outcome) => new() { Row = row, Outcome = outcome };
}
