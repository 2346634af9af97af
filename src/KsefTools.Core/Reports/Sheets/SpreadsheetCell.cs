using System.Text.RegularExpressions;

namespace KsefTools.Core.Reports.Sheets;

/// <summary>Text of others in a cell of a spreadsheet: no program may take it for a formula.</summary>
internal static partial class SpreadsheetCell
{
    /// <summary>The text, with an apostrophe before what begins as a formula does.</summary>
    public static string Of(string? text) =>
        text is null ? ""
        : Formula().IsMatch(text) ? $"'{text}"
        : text;

    /// <summary>As <see cref="Of"/>, and so is each part that another language's program takes for a cell.</summary>
    public static string InCsv(string? text)
    {
        if (text is null)
            return "";
        // A tab at the beginning is the whole's own.
        var begin = text.Length - text.TrimStart().Length;
        return Of(text[..begin] + Part().Replace(text[begin..], "${end}'${sign}"));
    }

    [GeneratedRegex(@"\A[\s\p{C}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]", RegexOptions.NonBacktracking)]
    private static partial Regex Formula();

    [GeneratedRegex(
        @"(?<end>[;,\t\r\n]\s*)(?<sign>[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Part();
}
