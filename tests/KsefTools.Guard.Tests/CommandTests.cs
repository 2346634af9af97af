using System.Text.RegularExpressions;

namespace KsefTools.Guard.Tests;

/// <summary>Commands for people to type are made by CommandText alone, which knows PowerShell's quoting.</summary>
public sealed partial class CommandTests
{
    [Fact]
    public void No_command_is_put_together_by_hand()
    {
        var byHand =
            from file in Code.Sources("src", "KsefTools.Core").Concat(Code.Sources("src", "KsefTools.Cmdlets"))
            where Path.GetFileName(file) is not "CommandText.cs"
            from line in File.ReadLines(file)
            // YAML doubles a quote, too.
            where
                Hole().IsMatch(line)
                || (DoubledQuotes().IsMatch(line) && !file.Contains("Yaml", StringComparison.Ordinal))
            select $"{Code.Relative(file)}: {line.Trim()}";
        Assert.Empty(byHand);
    }

    [Fact]
    public void What_stands_word_for_word_in_a_command_is_the_source_s()
    {
        var others =
            from file in Code.Sources("src", "KsefTools.Core").Concat(Code.Sources("src", "KsefTools.Cmdlets"))
            where Path.GetFileName(file) is not "CommandText.cs"
            from Match match in Literally().Matches(File.ReadAllText(file))
            where !match.Groups["text"].Success
            select $"{Code.Relative(file)}: {match.Value}";
        Assert.Empty(others);
    }

    // A command's name, its literal arguments, and then a hole: "Set-KsefProfile -Nip {nip}".
    [GeneratedRegex(
        @"\b[A-Z][a-z]+-(Ksef|Secret|Item)\w*( -[A-Z]\w*| [\w./]+)* (-[A-Z]\w* )?['""]?\{",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Hole();

    [GeneratedRegex(@"Replace\(""'"", ""''""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DoubledQuotes();

    [GeneratedRegex(@"\.Literally\((?<text>""[^""]*""\))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literally();
}
