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

    public static void ShowSpeed(IAnsiConsole console, AuditReport report, bool withLimits)
    {
        var took = Look.Seconds(report.Took);
        if (!withLimits)
        {
            console.MarkupLineInterpolated(
                $"{Of($"{report.Results.Count} clients in {took}, {report.Requests} requests, limits off.", $"{report.Results.Count} klientów w {took}, {report.Requests} zapytań, bez limitów.")}"
            );
            return;
        }
        var ratio = report.Bound > TimeSpan.Zero ? report.Took / report.Bound : 1;
        var bound = Look.Seconds(report.Bound);
        console.MarkupLineInterpolated(
            $"[bold]{Of($"{report.Results.Count} clients in {took}", $"{report.Results.Count} klientów w {took}")}[/]; {Of($"KSeF's limits allow no less than {bound} ({report.Logins} sign-in requests at 60 a second): {ratio:0.00} × the bound, {report.TooManyRequests} answers of 429.", $"limity KSeF nie pozwalają szybciej niż {bound} ({report.Logins} zapytań logowania po 60 na sekundę): {ratio:0.00} × granica, {report.TooManyRequests} odpowiedzi 429.")}"
        );
    }
}
