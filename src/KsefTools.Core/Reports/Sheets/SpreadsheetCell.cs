using System.Text.RegularExpressions;

namespace KsefTools.Core.Reports.Sheets;

/// <summary>Text of others in a cell of a spreadsheet: no program may take it for a formula.</summary>
internal static partial class SpreadsheetCell
{
    /// <summary>
    /// The text, with an apostrophe before what begins as a formula does: the whole, and what follows a sign that ends
    /// a cell in another language's spreadsheet program.
    /// </summary>
    public static string Of(string? text)
    {
        if (text is null)
            return "";
        // A tab at the beginning is the whole's own.
        var begin = text.Length - text.TrimStart().Length;
        var parts = text[..begin] + Part().Replace(text[begin..], "${end}'${sign}");
        return Formula().IsMatch(parts) ? $"'{parts}" : parts;
    }

    [GeneratedRegex(@"\A[\s\p{C}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]", RegexOptions.NonBacktracking)]
    private static partial Regex Formula();

    [GeneratedRegex(
        @"(?<end>[;,\t\r\n]\s*)(?<sign>[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Part();
}
