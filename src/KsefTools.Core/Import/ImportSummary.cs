using KsefTools.Core.Import.Folders;
using static KsefTools.Core.UiText;

namespace KsefTools.Core.Import;

/// <summary>An import in a line: what became of how many rows, or under -WhatIf would.</summary>
public static class ImportSummary
{
    /// <summary>
    /// Where a row stands: its number, with its sheet before it where the file has sheets; in a folder the file.
    /// </summary>
    public static string PlaceOf(KsefImportResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result is { Folder: { } folder, File: { } file }
            ? PlaceOf(folder, file)
            : PlaceOf(result.Sheet, result.Row);
    }

    /// <summary>A file of a folder, by its path from there on.</summary>
    internal static string PlaceOf(string folder, string file) => PlainText.Line(Path.GetRelativePath(folder, file));

    /// <inheritdoc cref="PlaceOf(KsefImportResult)"/>
    internal static string PlaceOf(string? sheet, int row) => sheet is null ? $"{row}" : $"{sheet}!{row}";

    /// <summary>The line; null where the file has no row.</summary>
    /// <param name="results">One a row.</param>
    /// <param name="isPlan">Nothing was stored: they say what would be.</param>
    public static string? Line(IReadOnlyCollection<KsefImportResult> results, bool isPlan)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Count == 0)
            return null;
        var groups = new (ImportOutcome Outcome, string English, string[] Polish)[]
        {
            (ImportOutcome.Imported, "imported", ["zaimportowany", "zaimportowane", "zaimportowanych"]),
            (ImportOutcome.Replaced, "replaced", ["zastąpiony", "zastąpione", "zastąpionych"]),
            (ImportOutcome.Unchanged, "unchanged", ["bez zmian"]),
            (ImportOutcome.Duplicate, "repeated", ["powtórzony", "powtórzone", "powtórzonych"]),
            (ImportOutcome.WithoutToken, "without a token", ["bez tokena"]),
            (ImportOutcome.Refused, "refused", ["odrzucony", "odrzucone", "odrzuconych"]),
            (ImportOutcome.Failed, "failed", ["z błędem"]),
            (ImportOutcome.Undone, "taken back", ["cofnięty", "cofnięte", "cofniętych"]),
            (ImportOutcome.Kept, "kept", ["pozostawiony", "pozostawione", "pozostawionych"]),
        }
            .Select(group => (group, Count: results.Count(result => result.Outcome == group.Outcome)))
            .Where(item => item.Count > 0)
            .Select(item => Of($"{item.Count} {item.group.English}", Counted.Of(item.Count, item.group.Polish)));
        var rows = Counted.Of(results.Count, "row", "rows");
        var begin =
            results.First().Folder is not null ? FolderSummary.Heading(isPlan)
            : isPlan
                ? Of($"Plan for {rows}: ", $"Plan dla {Counted.Of(results.Count, "wiersza", "wierszy", "wierszy")}: ")
            : Of($"{rows}: ", $"{Counted.Of(results.Count, "wiersz", "wiersze", "wierszy")}: ");
        return begin + string.Join(", ", groups);
    }

    /// <summary>A warning of a file without rows.</summary>
    public static string Empty(Spreadsheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        return Of(
            $"'{sheet.Path}' has a header but no rows; there is nothing to import.",
            $"'{sheet.Path}' ma nagłówek, ale nie ma wierszy; nie ma czego importować."
        );
    }

    /// <summary>What of a file nothing is taken from: columns and sheets, a sentence each.</summary>
    public static IEnumerable<string> NotUsed(Spreadsheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        return sheet
            .IgnoredColumns.Select(name => Of($"Column '{name}' is not used.", $"Kolumna '{name}' nie jest używana."))
            .Concat(
                sheet.IgnoredSheets.Select(name =>
                    Of(
                        $"Sheet '{name}' has no column of NIPs and tokens, and is not used.",
                        $"Arkusz '{name}' nie ma kolumn z NIP-ami i tokenami i nie jest używany."
                    )
                )
            );
    }

    /// <summary>A warning of the rows that somebody must correct; null where there is none.</summary>
    public static string? Refusals(string path, IReadOnlyCollection<KsefImportResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Any(result => result.Folder is not null))
            return FolderSummary.Refusals(path, results);
        var refused = results
            .Where(result => result.Outcome is ImportOutcome.Refused && !Importer.IsEnded(result))
            .ToList();
        if (refused.Count == 0)
            return null;
        var rows = string.Join(", ", refused.Select(PlaceOf));
        return Of(
            $"'{path}': {Counted.Of(refused.Count, "row", "rows")} refused: {rows}. Correct the file and run again; "
                + "what is imported stays.",
            $"'{path}': {Counted.Of(refused.Count, "odrzucony wiersz", "odrzucone wiersze", "odrzuconych wierszy")}: "
                + $"{rows}. Popraw plik i uruchom ponownie; to, co zaimportowano, zostaje."
        );
    }
}
