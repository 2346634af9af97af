using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo.Views;

/// <summary>How many clients have which finding.</summary>
internal static class CountsView
{
    public static void Show(IAnsiConsole console, IReadOnlyList<KsefTokenTestResult> results)
    {
        var chart = new BreakdownChart().FullSize().ShowTagValues();
        foreach (var status in Enum.GetValues<CredentialStatus>().Reverse())
            if (results.Count(result => result.Status == status) is > 0 and var count)
                chart.AddItem(Look.Word(status), count, Style.Parse(Look.Colour(status)).Foreground);
        console.Write(chart);
        console.WriteLine();

        var table = new Table().Border(TableBorder.None).HideHeaders();
        table.AddColumn(new TableColumn("").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn(new TableColumn(""));
        foreach (
            var group in results
                .SelectMany(result => result.Findings)
                .GroupBy(finding => (finding.Code, finding.Severity))
                .OrderByDescending(group => group.Key.Severity)
                .ThenByDescending(group => group.Count())
        )
            table.AddRow(
                $"[bold]{group.Count()}[/]",
                $"[{Look.Colour(group.Key.Severity)}]{group.Key.Code}[/]",
                $"[grey]{Of("e.g.", "np.")} {group.First().Message.EscapeMarkup()}[/]"
            );
        console.Write(table);
    }
}
