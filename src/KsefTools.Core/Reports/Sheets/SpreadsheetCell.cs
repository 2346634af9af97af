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

    [GeneratedRegex(@"\A[\s\p{C}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]", RegexOptions.NonBacktracking)]
    private static partial Regex Formula();
}
