using System.Text.RegularExpressions;

namespace KsefTools.Guard.Tests.Style;

/// <summary>How tests are named: a class for the thing, a method as a sentence about it.</summary>
public sealed partial class NameTests
{
    [Fact]
    public void A_class_of_tests_is_named_for_the_thing_and_so_is_its_file() =>
        Assert.Empty(
            from file in TestFiles()
            let name = Path.GetFileNameWithoutExtension(file)
            where
                !name.EndsWith("Tests", StringComparison.Ordinal)
                || name.Contains('_', StringComparison.Ordinal)
                || !File.ReadAllText(file).Contains($"class {name}", StringComparison.Ordinal)
            select Code.Relative(file)
        );

    [Fact]
    public void A_test_is_named_by_a_sentence() =>
        Assert.Empty(
            from file in TestFiles()
            from Match test in Test().Matches(File.ReadAllText(file))
            let name = test.Groups["name"].Value
            where !name.Contains('_', StringComparison.Ordinal) || char.IsLower(name[0])
            select $"{Code.Relative(file)}: {name}"
        );

    private static List<string> TestFiles()
    {
        var files = Code.Sources("tests").Where(file => Test().IsMatch(File.ReadAllText(file))).ToList();
        Assert.NotEmpty(files);
        return files;
    }

    // Attributes with their data stand between the kind of a test and its name.
    [GeneratedRegex(
        @"^ *\[(Fact|Theory)\b.*?^ *public (static )?(async )?[\w<>]+ (?<name>\w+)\(",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Test();
}
