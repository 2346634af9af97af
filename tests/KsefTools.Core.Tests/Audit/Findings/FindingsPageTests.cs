using System.Text.RegularExpressions;
using KsefTools.Core.Audit.Findings;
using KsefTools.Core.Runs;

namespace KsefTools.Core.Tests.Audit.Findings;

/// <summary>docs/findings.md against the table that it explains.</summary>
public sealed partial class FindingsPageTests
{
    [Theory]
    [InlineData("docs/findings.md")]
    [InlineData("docs/pl/findings.md")]
    public void The_page_has_one_row_for_each_code_with_its_severity(string file)
    {
        var page = File.ReadAllText(Path.Join(RepositoryRoot(), file));
        var rows = Row().Matches(page).Select(row => (row.Groups["code"].Value, row.Groups["severity"].Value)).ToList();
        var ofRuns = rows.RemoveAll(row => RunFindings.Codes.Contains(row.Item1, StringComparer.Ordinal));
        Assert.Equal(RunFindings.Codes.Count, ofRuns);
        var told = rows.Select(row => $"{row.Item1} {row.Item2}");
        var meant = FindingCatalog.Entries.Select(entry => $"{entry.Key} {entry.Value.Severity}");
        Assert.Equal(meant.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    // From "when" and "what to do": a row that leaves one empty is none.
    [GeneratedRegex(
        @"^\| `(?<code>\w+)` \| (?<severity>\w+) \| [^|\s][^|]+ \| [^|\s][^|]+ \|$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Row();

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Join(folder.FullName, "KsefTools.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("KsefTools.sln is in no folder above.");
    }
}
