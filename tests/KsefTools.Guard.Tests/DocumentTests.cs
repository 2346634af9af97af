using System.Text.RegularExpressions;

namespace KsefTools.Guard.Tests;

/// <summary>What one text says of another is there.</summary>
public sealed partial class DocumentTests
{
    private const string Facts = "docs/ksef.md";

    [Fact]
    public void A_comment_cites_sections_of_the_facts_that_exist()
    {
        var sections = File.ReadLines(Path.Join(Code.RepositoryRoot, "docs", "ksef.md"))
            .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => line[3..])
            .ToHashSet(StringComparer.Ordinal);
        var cited =
            from file in Code.Sources("src").Concat(Code.Sources("tests"))
            where !file.EndsWith($"{nameof(DocumentTests)}.cs", StringComparison.Ordinal)
            from Match citation in Citation().Matches(LineBreak().Replace(File.ReadAllText(file), " "))
            select (File: Code.Relative(file), Section: citation.Groups["section"].Value);
        Assert.NotEmpty(cited);
        Assert.All(cited, c => Assert.True(sections.Contains(c.Section), $"{c.File} cites '{c.Section}' of {Facts}"));
    }

    [Fact]
    public void A_link_of_a_document_leads_to_a_file()
    {
        var links =
            from file in Documents()
            from Match link in Link().Matches(InlineCode().Replace(File.ReadAllText(file), ""))
            let target = link.Groups["target"].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
            select (File: file, Target: Path.Join(Path.GetDirectoryName(file), target));
        Assert.NotEmpty(links);
        Assert.All(links, l => Assert.True(Path.Exists(l.Target), $"{Code.Relative(l.File)} links to {l.Target}"));
    }

    [Theory]
    [InlineData("docs/findings.md")]
    [InlineData("docs/pl/findings.md")]
    public void Every_problem_that_Test_KsefOffice_names_is_in_the_page_on_findings(string file)
    {
        var page = File.ReadAllText(Path.Join(Code.RepositoryRoot, file));
        Assert.All(
            Enum.GetNames<OfficeIssueCode>(),
            code => Assert.Contains($"\n| `{code}` | ", page, StringComparison.Ordinal)
        );
    }

    private static IEnumerable<string> Documents() =>
        Directory
            .EnumerateFiles(Code.RepositoryRoot, "*.md")
            .Concat(
                Directory.EnumerateFiles(Path.Join(Code.RepositoryRoot, "docs"), "*.md", SearchOption.AllDirectories)
            )
            .Concat(Directory.EnumerateFiles(Path.Join(Code.RepositoryRoot, "tests", "Contract"), "*.md"));

    // A section's name is capitalized and ends before the sentence goes on.
    [GeneratedRegex(
        @"docs/ksef\.md, (?<section>[A-Z][\w-]*(?: [a-z-]+)*?)(?=[).:;,]|$)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Citation();

    [GeneratedRegex(@"\s*\n\s*/{2,3}\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LineBreak();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"`[^`\n]*`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InlineCode();
}
