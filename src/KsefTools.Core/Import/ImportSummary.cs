using static KsefTools.Core.UiText;

namespace KsefTools.Core.Import;

/// <summary>An import in a line: what became of how many rows, or under -WhatIf would.</summary>
public static class ImportSummary
{
    /// <summary>Where a row stands: its number, with its sheet before it where the file has sheets.</summary>
    public static string PlaceOf(KsefImportResult result) =>
        result.Sheet is null ? $"{result.Row}" : $"{result.Sheet}!{result.Row}";

    /// <summary>The line; null where the file has no row.</summary>
    /// <param name="results">One a row.</param>
    /// <param name="isPlan">Nothing was stored: they say what would be.</param>
    public static string? Line(IReadOnlyCollection<KsefImportResult> results, bool isPlan)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Count == 0)
            return null;
        var groups = new (ImportOutcome Outcome, string English, string Polish)[]
        {
            (ImportOutcome.Imported, "imported", "zaimportowane"),
            (ImportOutcome.Replaced, "replaced", "zastąpione"),
            (ImportOutcome.Unchanged, "unchanged", "bez zmian"),
            (ImportOutcome.Duplicate, "said twice", "powtórzone"),
            (ImportOutcome.WithoutToken, "without a token", "bez tokena"),
            (ImportOutcome.Refused, "refused", "odrzucone"),
            (ImportOutcome.Failed, "failed", "z błędem"),
        }
            .Select(group => (group, Count: results.Count(result => result.Outcome == group.Outcome)))
            .Where(item => item.Count > 0)
            .Select(item => Of($"{item.Count} {item.group.English}", $"{item.group.Polish}: {item.Count}"));
        var rows = isPlan
            ? Of($"Plan for {results.Count} rows: ", $"Plan dla wierszy ({results.Count}): ")
            : Of($"{results.Count} rows: ", $"Wiersze ({results.Count}): ");
        return rows + string.Join(", ", groups);
    }
}
