using KsefTools.Core.Import;

namespace KsefTools.Core.Tests.Import;

/// <summary>A spreadsheet is to be destroyed only when no token of it would be lost.</summary>
public sealed class ClosingAdviceTests
{
    [Theory]
    [InlineData(ImportOutcome.Refused)]
    [InlineData(ImportOutcome.Failed)]
    public void Nobody_is_told_to_destroy_a_file_with_a_row_that_is_not_in_the_vault(ImportOutcome outcome)
    {
        KsefImportResult[] results =
        [
            new() { Row = 2, Outcome = ImportOutcome.Imported },
            new() { Row = 17, Outcome = outcome },
        ];

        var advice = Importer.ClosingAdvice("tokens.csv", results);

        Assert.DoesNotContain("shred", advice, StringComparison.Ordinal);
        Assert.DoesNotContain("Remove-Item", advice, StringComparison.Ordinal);
        Assert.Contains("17", advice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_closing_advice_names_the_file_and_what_else_holds_copies()
    {
        var advice = Importer.ClosingAdvice("/home/o'neil/tokens.csv", []);
        var command = OperatingSystem.IsWindows() ? "Remove-Item -LiteralPath" : "shred -u --";
        Assert.Contains($"{command} '/home/o''neil/tokens.csv'", advice, StringComparison.Ordinal);
        Assert.Equal(OperatingSystem.IsWindows(), advice.Contains("cipher", StringComparison.Ordinal));
        Assert.Contains("OneDrive", advice, StringComparison.Ordinal);
    }
}
