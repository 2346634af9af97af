using System.Globalization;
using KsefTools.Core.Letters;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Import.Content;

/// <summary>What people and spreadsheet programs leave in cells, and what is meant by it.</summary>
internal static class CellText
{
    private static readonly string[] DateFormats =
    [
        "yyyy-M-d",
        "d.M.yyyy",
        "d-M-yyyy",
        "d/M/yyyy",
        "yyyy.M.d",
        "yyyy/M/d",
        "d.M.yyyy H:mm",
        "d.M.yyyy H:mm:ss",
        "yyyy-M-d H:mm",
        "yyyy-M-d H:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss",
    ];

    private static readonly string[] Nothings = ["-", "–", "—", "brak", "nie ma", "none", "n/a", "nd", "nd."];

    /// <summary>Without spaces of any kind around it, invisible characters, and a spreadsheet's own escapes.</summary>
    public static string Clean(string? cell)
    {
        var text = InvisibleLetters.Tidy(cell ?? "").Trim();
        // Excel exports ="5260001246" for text that must not become a number, and people type '5260001246.
        if (text.Length > 2 && text.StartsWith("=\"", StringComparison.Ordinal) && text.EndsWith('"'))
            text = text[2..^1].Trim();
        return text.StartsWith('\'') ? text[1..].Trim() : text;
    }

    /// <summary>Null for an empty cell.</summary>
    public static string? OrNull(string? cell) =>
        PlainText.Line(Clean(cell)).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>
    /// A token without the line breaks and spaces that a narrow cell or a mail put into it; null for nothing.
    /// </summary>
    public static string? Token(string? cell)
    {
        var text = Clean(cell);
        return text.Length == 0 || Nothings.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? null
            : string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
    }

    public static bool IsScientific(string text) =>
        text.Contains("E+", StringComparison.OrdinalIgnoreCase)
        && double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    public static DateOnly? Date(string? cell) =>
        DateTime.TryParseExact(
            Clean(cell),
            DateFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AllowWhiteSpaces,
            out var date
        )
            ? DateOnly.FromDateTime(date)
            : null;

    public static IReadOnlyList<string> List(string? cell) =>
        [
            .. Clean(cell)
                .Split(
                    [',', ';', '|', '\n', '\r'],
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                )
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>The permissions known to KSeF that a cell names; other words in it are a person's notes.</summary>
    public static IReadOnlyList<string> Permissions(string? cell)
    {
        var words = Clean(cell).Split([',', ';', '|', '/', '+', ' ', '\n', '\r', '\t']);
        return
        [
            .. OfficeDefaults.KnownPermissions.Where(known => words.Contains(known, StringComparer.OrdinalIgnoreCase)),
        ];
    }
}
