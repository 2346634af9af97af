using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo.Views;

/// <summary>
/// The verdicts: who needs somebody, the most urgent first, each with what to type next; then who is well.
/// </summary>
internal static class VerdictTable
{
    /// <summary>An office with more healthy clients than this is shown without them.</summary>
    private const int MostHealthy = 120;

    public static void Show(IAnsiConsole console, IReadOnlyList<KsefTokenTestResult> results)
    {
        ShowTroubled(console, [.. results.Where(result => result.Status is not CredentialStatus.Healthy)]);
        ShowHealthy(console, [.. results.Where(result => result.Status is CredentialStatus.Healthy)]);
    }

    private static void ShowTroubled(IAnsiConsole console, List<KsefTokenTestResult> troubled)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders();
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn(new TableColumn(""));
        foreach (
            var result in troubled
                .OrderByDescending(result => result.Status)
                .ThenBy(result => result.Findings[0].Code)
                .ThenBy(result => result.Name, StringComparer.CurrentCulture)
        )
        {
            table.AddRow(Look.Text(result.Status), $"[bold]{result.Name.EscapeMarkup()}[/]  {result.Nip}");
            foreach (var (finding, index) in Urgent(result).Select((finding, index) => (finding, index)))
            {
                table.AddRow("", Sentence(finding));
                if (index == 0)
                    table.AddRow("", Remedy(finding));
            }
            table.AddEmptyRow();
        }
        console.Write(table);
    }

    private static void ShowHealthy(IAnsiConsole console, List<KsefTokenTestResult> healthy)
    {
        if (healthy.Count > MostHealthy)
        {
            console.MarkupLineInterpolated(
                $"[green]{Of($"{healthy.Count} clients are healthy.", $"Wszystko działa: {healthy.Count}.")}[/]"
            );
            return;
        }
        if (healthy.Count == 0)
            return;
        var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey);
        table.AddColumn(new TableColumn(Look.Text(CredentialStatus.Healthy)).NoWrap());
        table.AddColumn(new TableColumn(Of("Client", "Klient")));
        table.AddColumn(new TableColumn(Of("May", "Może")));
        table.AddColumn(new TableColumn(Of("Last used", "Ostatnio użyty")).NoWrap());
        foreach (var result in healthy.OrderBy(result => result.Name, StringComparer.CurrentCulture))
            table.AddRow(
                result.Nip,
                result.Name.EscapeMarkup(),
                $"[grey]{result.Permissions.ToString().EscapeMarkup()}[/]",
                $"[grey]{(result.LastUsedOn is null ? Of("not yet", "jeszcze nie") : Look.Day(result.LastUsedOn))}[/]"
            );
        console.Write(table);
    }

    /// <summary>What holds for every token that works would be noise with every client.</summary>
    private static IEnumerable<KsefFinding> Urgent(KsefTokenTestResult result) =>
        result.Findings.Where(finding => finding.Severity is not FindingSeverity.Information);

    private static string Sentence(KsefFinding finding) =>
        $"[{Look.Colour(finding.Severity)}]{finding.Code}[/]  {finding.Message.EscapeMarkup()}";

    private static string Remedy(KsefFinding finding)
    {
        var parts = (finding.Remedy ?? "").Split("  # ", 2);
        var comment = parts.Length == 2 ? $"[grey]  # {parts[1].EscapeMarkup()}[/]" : "";
        return $"[cyan]{parts[0].EscapeMarkup()}[/]{comment}";
    }
}
