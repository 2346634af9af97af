using System.Text.RegularExpressions;
using KsefTools.Core.Letters;

namespace KsefTools.Core.Office.Yaml.Mistakes;

/// <summary>
/// Finds invisible characters where YAML's order hangs on what stands there: in an indentation, beside a dash, in a
/// key or after its colon. YAML takes them for letters there and reads another file than a person sees. Inside a
/// value they do no such harm.
/// </summary>
internal static partial class HiddenSigns
{
    private static readonly char[] LineBreaks = ['\n', '\r'];

    /// <summary>The first one; null where there is none.</summary>
    /// <param name="text">The file.</param>
    /// <param name="isInText">Whether an index is inside quoted or indented text, where nothing is a sign.</param>
    public static YamlSyntaxException? Find(string text, Func<int, bool> isInText)
    {
        foreach (var (start, number, line) in Lines(text))
            if (
                In(line).Where(column => !isInText(start + column)).Select(column => (int?)column).FirstOrDefault() is
                { } at
            )
                return Name(number, at + 1, line[at]);
        return null;
    }

    /// <summary>
    /// The first one of a text that is no YAML at all. There, what stands at the end of a line counts, too, and any
    /// other in the line where the reader gave up.
    /// </summary>
    public static YamlSyntaxException? FindCause(string text, int brokenLine)
    {
        foreach (var (_, number, line) in Lines(text))
        {
            var places = In(line);
            if (line.Length > 0 && InvisibleLetters.IsOne(line[^1]))
                places = places.Append(line.Length - 1);
            if (number == brokenLine)
                places = places.Concat(All(line));
            if (places.Select(column => (int?)column).FirstOrDefault() is { } at)
                return Name(number, at + 1, line[at]);
        }
        return null;
    }

    private static YamlSyntaxException Name(int line, int column, char character)
    {
        var name = InvisibleLetters.NameOf(character);
        return new YamlSyntaxException(
            line,
            column,
            UiText.Of(
                $"here is {name}, which YAML takes for a letter; delete it and type an ordinary space where one "
                    + "belongs",
                $"jest tu znak, który YAML bierze za literę ({name}); usuń go, a gdzie trzeba, wpisz zwykłą spację"
            )
        );
    }

    private static IEnumerable<int> In(string line)
    {
        var parts = Structure().Match(line);
        foreach (var group in new[] { parts.Groups["lead"], parts.Groups["key"], parts.Groups["after"] })
            for (var index = group.Index; index < group.Index + group.Length; index++)
                if (InvisibleLetters.IsOne(line[index]))
                    yield return index;
    }

    private static IEnumerable<int> All(string line) =>
        Enumerable.Range(0, line.Length).Where(index => InvisibleLetters.IsOne(line[index]));

    private static IEnumerable<(int Start, int Number, string Line)> Lines(string text)
    {
        var number = 1;
        for (var start = 0; start < text.Length; number++)
        {
            var end = text.IndexOfAny(LineBreaks, start);
            if (end < 0)
                end = text.Length;
            yield return (start, number, text[start..end]);
            start = end + 1;
            if (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n')
                start++;
        }
    }

    // What is before the first letter, the key up to its colon, and what touches the colon or fills the rest alone.
    [GeneratedRegex(
        @"^(?<lead>[\s\p{Cf}\p{Cc}-]*)((?<key>[^:#""'\[\]{},]*):((?<after>[\s\p{Cf}\p{Cc}]*)$|(?<after>[^\S \t]|\p{Cf})|[ \t]))?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Structure();
}
