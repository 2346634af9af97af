using System.Text;
using System.Text.RegularExpressions;
using KsefTools.Core;

namespace KsefTools.Cmdlets.Explanations;

/// <summary>
/// The pages that explain codes to people, docs/findings.md and docs/troubleshooting.md and their Polish twins, read by
/// the row. So page and prompt say the same.
/// </summary>
internal static partial class ExplanationPages
{
    /// <summary>Every code of the session's language, in the order of the pages.</summary>
    internal static IReadOnlyList<KsefExplanation> All() => Of(UiText.Of("en", "pl"));

    internal static IReadOnlyList<KsefExplanation> Of(string language) =>
        [
            .. Rows($"findings.{language}.md").Select(Row),
            .. Rows($"troubleshooting.{language}.md").Select(cells => Plain(cells, "Error")),
        ];

    // What an audit says has a severity; what is said of the office's files has none here.
    private static KsefExplanation Row(string[] cells) =>
        cells is [var code, var severity, var when, var whatToDo]
            ? new KsefExplanation
            {
                Code = code,
                Kind = "Finding",
                Severity = Enum.Parse<FindingSeverity>(severity),
                When = when,
                WhatToDo = whatToDo,
            }
            : Plain(cells, "OfficeIssue");

    private static KsefExplanation Plain(string[] cells, string kind) =>
        new()
        {
            Code = cells[0],
            Kind = kind,
            When = cells[1],
            WhatToDo = cells[2],
        };

    // A row that explains a code begins with it: | `Code` | … |
    private static IEnumerable<string[]> Rows(string page)
    {
        using var stream =
            typeof(ExplanationPages).Assembly.GetManifestResourceStream(page)
            ?? throw new InvalidOperationException($"{page} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            if (line.StartsWith("| `", StringComparison.Ordinal))
                yield return [.. Bar().Split(line.Trim().Trim('|')).Select(cell => Text(cell.Trim()))];
    }

    // For a terminal: a link is its words, and code needs no marks.
    private static string Text(string cell) =>
        Link()
            .Replace(cell, "${words}")
            .Replace("`", "", StringComparison.Ordinal)
            .Replace("\\|", "|", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bar();

    [GeneratedRegex(@"\[(?<words>[^\]]*)\]\([^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
