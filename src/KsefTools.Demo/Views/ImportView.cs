using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo.Views;

/// <summary>The outcome of the spreadsheet's rows, and why some were refused.</summary>
internal static class ImportView
{
    public static void Show(IAnsiConsole console, IReadOnlyList<KsefImportResult> results)
    {
        int Count(ImportOutcome outcome) => results.Count(result => result.Outcome == outcome);

        console.MarkupLine(
            $"[green]{Count(ImportOutcome.Imported)}[/] {Of("imported", "zaimportowanych")}, "
                + $"[grey]{Count(ImportOutcome.Duplicate)}[/] {Of("repeated", "powtórzonych")}, "
                + $"[grey]{Count(ImportOutcome.WithoutToken)}[/] {Of("without a token", "bez tokena")}, "
                + $"[red]{Count(ImportOutcome.Refused)}[/] {Of("refused", "odrzuconych")} "
                + Of($"of {results.Count} rows", $"z {results.Count} wierszy")
        );
        var refused = results.Where(result => result.Outcome is ImportOutcome.Refused or ImportOutcome.Failed).ToList();
        if (refused.Count == 0)
            return;
        var table = new Table().Border(TableBorder.None).HideHeaders();
        table.AddColumn(new TableColumn("").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn(new TableColumn(""));
        foreach (var result in refused)
            table.AddRow(
                $"[grey]{Of("row", "wiersz")} {result.Row}[/]",
                (result.Nip ?? "—").EscapeMarkup(),
                $"{result.Name.EscapeMarkup()}: [red]{result.Reason.EscapeMarkup()}[/]"
            );
        console.Write(table);
    }
}
