using System.Text.RegularExpressions;

namespace KsefTools.Guard.Tests.Style;

/// <summary>
/// Words that a person met once and that were replaced, in both languages: they do not come back. Where a number
/// decides the form of its noun, <c>Counted</c> writes both.
/// </summary>
public sealed partial class WordTests
{
    private static readonly string[] Kinds = [".cs", ".xml", ".md", ".txt", ".ps1xml", ".html", ".js"];

    private static readonly string[] Projects = ["Cmdlets", "Contracts", "Core", "Demo"];

    [Theory]
    [InlineData(@"\bmend(s|ed|ing)?\b", "fix")]
    [InlineData(@"\b(lay|lays|laying|laid) out (an|the) office\b", "create an office")]
    [InlineData(@"\bspeaks for\b", "belongs to")]
    [InlineData(@"\btakes? \w+ challenge no more\b", "no longer accepts the challenge")]
    [InlineData(@" \p{Ll}{3,}\((s|y|ów)\)[ .,:;]", "Counted")]
    [InlineData(@"\btokenu\b", "tokena")]
    [InlineData(@"\bnieudani\b", "z błędem")]
    [InlineData(@"\bosiągaln\w+ od razu", "gotowych od razu")]
    [InlineData(@"\bnikt stąd\b", "nikt w biurze")]
    [InlineData(@"\bśrodek zaradczy\b", "polecenie naprawcze")]
    [InlineData(@"choć prawo tego nie mówi", "ale przepisy tego nie mówią")]
    [InlineData(@"\bbiuru Biuro\b", "a sentence in which the name stands alone")]
    [InlineData(@"\{[^{}]*\.?Count[^{}]*\} innych", "i jeszcze {…}")]
    public void A_text_for_people_does_without(string old, string better)
    {
        var pattern = new Regex(old, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience);
        Assert.Empty(
            from file in Texts()
            from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
            where pattern.IsMatch(line.Text)
            select $"{Code.Relative(file)}:{line.Number}: {line.Text.Trim()} (better: {better})"
        );
    }

    [Fact]
    public void A_sentence_has_one_space_between_its_words() =>
        Assert.Empty(
            from file in Code.Sources("src", "KsefTools.Core").Concat(Code.Sources("src", "KsefTools.Cmdlets"))
            from line in File.ReadLines(file)
            where TwoSpaces().IsMatch(line)
            select $"{Code.Relative(file)}: {line.Trim()}"
        );

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static IEnumerable<string> Texts() =>
        Projects
            .Select(project => Path.Join("src", $"KsefTools.{project}"))
            .Append(Path.Join("src", "Module"))
            .Append("docs")
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Join(Code.RepositoryRoot, folder), "*", SearchOption.AllDirectories)
            )
            .Append(Path.Join(Code.RepositoryRoot, "README.md"))
            .Append(Path.Join(Code.RepositoryRoot, "SECURITY.md"))
            .Where(file => Kinds.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            .Where(file => !Code.Relative(file).Split('/').Any(part => part is "obj" or "bin"));

    [GeneratedRegex(@"""[^""]*[\p{L}.,;:)] {2,}\p{L}[^""]*""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TwoSpaces();
}
