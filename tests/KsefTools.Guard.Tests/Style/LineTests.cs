using System.Text.RegularExpressions;

namespace KsefTools.Guard.Tests.Style;

/// <summary>How a line is written: its length, its dates, and words that plain English does without.</summary>
public sealed partial class LineTests
{
    private const int Longest = 120;

    // An address, a JSON text, a pattern: what has no blank for so long is data and stays whole.
    private const int LongestWord = 50;

    private static readonly string[] Folders = ["src", "tests", "bench", "docs"];
    private static readonly string[] Kinds = [".cs", ".ps1", ".psm1", ".psd1", ".ps1xml", ".xml", ".md"];

    private static readonly HashSet<string> OldWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "anew",
        "shall",
        "whom",
    };

    /// <summary>Files with longer lines, and why.</summary>
    private static readonly string[] Excepted =
    [
        // A paragraph of a letter is one line, which the client's mail program wraps.
        "src/KsefTools.Core/Access/Ending/Papers/LeavingLetter.cs",
        "src/KsefTools.Core/Conversion/Letters/ClientLetter.cs",
        // A manifest's description is one text.
        "KsefTools.psd1",
        "src/KsefTools.PracticeVault/Microsoft.PowerShell.SecretManagement.psd1",
    ];

    [Fact]
    public void No_sentence_shows_a_date_in_the_form_of_the_machine() =>
        Assert.Empty(
            from file in Code.Sources("src", "KsefTools.Core").Concat(Code.Sources("src", "KsefTools.Cmdlets"))
            from line in File.ReadLines(file)
            where OfTheMachine().IsMatch(line)
            select $"{Code.Relative(file)}: {line.Trim()}"
        );

    [Fact]
    public void No_view_shows_a_date_in_the_form_of_the_machine() =>
        Assert.Empty(
            from file in Directory.GetFiles(Path.Combine(Code.RepositoryRoot, "src", "Module", "Views"))
            from line in File.ReadLines(file)
            where line.Contains("ToString('", StringComparison.Ordinal)
            where !line.Contains("InvariantCulture", StringComparison.Ordinal)
            select line.Trim()
        );

    [Fact]
    public void A_line_has_at_most_120_characters() =>
        Assert.Empty(
            from file in Texts()
            let name = Code.Relative(file)
            where !Excepted.Contains(name, StringComparer.Ordinal)
            from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
            where line.Text.Length > Longest && !IsWhole(line.Text, name)
            select $"{name}:{line.Number}: {line.Text.Length} characters"
        );

    [Fact]
    public void Comments_and_documents_use_today_s_words() =>
        Assert.Empty(
            from file in Texts()
            where Path.GetFileName(file) != "LineTests.cs"
            from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
            where Words(line.Text).Any(OldWords.Contains)
            select $"{Code.Relative(file)}:{line.Number}: {line.Text.Trim()}"
        );

    [Fact]
    public void An_audit_is_an_audyt_in_Polish() =>
        // A sprawdzenie is the look at one thing: of a new token, of what a certificate may do.
        Assert.Empty(
            from file in Texts().Where(file => Code.Relative(file).StartsWith("src/", StringComparison.Ordinal))
            from line in File.ReadLines(file)
            where Check().IsMatch(line) && !CheckOfOneThing().IsMatch(line)
            select $"{Code.Relative(file)}: {line.Trim()}"
        );

    // A row of a table and a command that is typed are one line.
    private static bool IsWhole(string line, string file) =>
        line.Split(' ').Any(word => word.Length > LongestWord)
        || (
            file.EndsWith(".md", StringComparison.Ordinal)
            && (line[0] == '|' || line.StartsWith("    ", StringComparison.Ordinal))
        )
        || line.TrimStart().StartsWith("<code>", StringComparison.Ordinal);

    private static string[] Words(string line) =>
        new string([.. line.Select(letter => char.IsLetter(letter) ? letter : ' ')]).Split(' ');

    private static IEnumerable<string> Texts() =>
        Folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Join(Code.RepositoryRoot, folder), "*", SearchOption.AllDirectories)
            )
            .Concat(Directory.EnumerateFiles(Code.RepositoryRoot))
            .Where(file => Kinds.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            .Where(file => !Code.Relative(file).Split('/').Any(part => part is "obj" or "bin" or "Contract"));

    [GeneratedRegex(
        @"(:[dDgGfFtTMyY]\}|\{[\w.!?]+:(yyyy|HH|dd|MM)|ToString\(""[dDgGfFtTMyY]""|To(Short|Long)(Date|Time)String)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex OfTheMachine();

    [GeneratedRegex(
        "sprawdze(ni|ń)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Check();

    [GeneratedRegex(
        "po sprawdzeniu|sprawdzenie, że|sprawdzenie: ",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex CheckOfOneThing();
}
