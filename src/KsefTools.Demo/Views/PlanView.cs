using KsefTools.Demo.Conversion;
using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo.Views;

/// <summary>
/// What a conversion would do: the groups in a line, and of each route what most of its clients need, gain and lose.
/// </summary>
internal static class PlanView
{
    private const int RowsOfRoute = 3;

    public static void Show(IAnsiConsole console, ConversionReport plan)
    {
        foreach (var line in plan.Lines)
            console.MarkupLineInterpolated($"{line}");
        var table = new Table().Border(TableBorder.None).HideHeaders();
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn(new TableColumn("").RightAligned().NoWrap());
        table.AddColumn(new TableColumn(""));
        foreach (var route in plan.Results.GroupBy(result => result.Route).OrderBy(Order))
            AddRoute(table, route.Key, [.. route]);
        console.Write(table);
        var (asked, logins) = (plan.Figures.Requests, plan.Figures.Logins);
        var unchanged = Of(
            $"Nothing was changed: {asked} questions to KSeF, {logins} of them to sign in, for the audit's sessions "
                + "still serve.",
            $"Niczego nie zmieniono: {asked} pytań do KSeF, w tym {logins} o logowanie, bo sesje z audytu nadal "
                + "działają."
        );
        console.MarkupLineInterpolated($"{unchanged}");
    }

    private static void AddRoute(Table table, ConversionRoute route, List<KsefConversion> clients)
    {
        var rows = clients
            .GroupBy(client =>
                (Needs: $"{client.RequiredPermissions}", Gains: $"{client.Surplus}", Loses: $"{client.Lost}")
            )
            .OrderByDescending(group => group.Count())
            .ToList();
        foreach (var (row, index) in rows.Take(RowsOfRoute).Select((row, index) => (row, index)))
            table.AddRow(
                index == 0 ? $"[{Look.Colour(clients[0])}]{NameOf(route)}[/]" : "",
                $"[bold]{row.Count()}[/]",
                Sentence(row.Key.Needs, row.Key.Gains, row.Key.Loses)
                    + $" [grey]({Of("e.g.", "np.")} "
                    + row.Select(client => client.Name).Order(StringComparer.CurrentCulture).First().EscapeMarkup()
                    + ")[/]"
            );
        if (rows.Skip(RowsOfRoute).Sum(row => row.Count()) is > 0 and var more)
            table.AddRow("", $"[bold]{more}[/]", $"[grey]{Of("otherwise", "inaczej")}[/]");
    }

    private static string Sentence(string needs, string gains, string loses) =>
        Of("need ", "potrzebują ")
        + needs.EscapeMarkup()
        + Change(gains, Of("gain", "zyskają"))
        + Change(loses, Of("lose", "stracą"));

    private static string Change(string permissions, string verb) =>
        permissions.Length == 0 ? "" : $", [yellow]{verb} {permissions.EscapeMarkup()}[/]";

    // None is a client for which nothing can be done: last, whatever its number.
    private static int Order(IGrouping<ConversionRoute, KsefConversion> route) =>
        route.Key is ConversionRoute.None ? int.MaxValue : (int)route.Key;

    private static string NameOf(ConversionRoute route) => route is ConversionRoute.None ? "—" : $"{route}";
}
