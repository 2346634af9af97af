using System.Globalization;
using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo.Views;

/// <summary>Who stops when tokens end.</summary>
internal static class EndView
{
    private const int NamesShown = 200;
    private const int LongestName = 44;

    public static void Show(
        IAnsiConsole console,
        DateOnly end,
        IReadOnlyList<KsefTokenTestResult> today,
        IReadOnlyList<KsefTokenTestResult> then
    )
    {
        var working = today
            .Where(result => result.SignIn is not SignInKind.None)
            .Select(result => result.Nip)
            .ToHashSet(StringComparer.Ordinal);
        var stopped = then.Where(result => working.Contains(result.Nip) && result.SignIn is SignInKind.None)
            .OrderBy(result => result.Name, StringComparer.CurrentCulture)
            .ToList();
        var lastDay = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        console.MarkupLineInterpolated(
            $"{Of("Under the law in force, KSeF tokens end on", "Zgodnie z obowiązującym prawem tokeny KSeF działają do")} [bold]{lastDay}[/]. {Of($"Of {working.Count} tokens that sign in today, ", $"Z {working.Count} tokenów, które dziś się logują, ")}[red]{stopped.Count}[/]{Of(" stop:", " przestaje działać:")}"
        );
        var names = stopped
            .Take(NamesShown)
            .Select(result => new Markup($"[grey]{result.Nip}[/] {Short(result.Name).EscapeMarkup()}"));
        console.Write(new Padder(new Columns(names).Collapse(), new Padding(2, 0, 0, 0)));
        if (stopped.Count > NamesShown)
            console.MarkupLineInterpolated(
                $"  [grey]{Of($"and {stopped.Count - NamesShown} more", $"i {stopped.Count - NamesShown} kolejnych")}[/]"
            );
        var remedy = stopped.SelectMany(result => result.Findings).FirstOrDefault(IsEnd)?.Remedy;
        if (remedy is not null)
            console.MarkupLineInterpolated($"[cyan]{remedy}[/]");
    }

    /// <summary>Short enough for two columns in 120 characters.</summary>
    private static string Short(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";

    private static bool IsEnd(KsefFinding finding) => finding.Code is FindingCode.TokenEndsByLaw;
}
