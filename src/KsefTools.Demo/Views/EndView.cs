using System.Globalization;
using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo.Views;

/// <summary>Who works on when tokens have ended, and who does not, for what reason.</summary>
internal static class EndView
{
    private const int NamesShown = 200;

    // Two columns in 120 characters.
    private const int LongestName = 44;

    public static void Show(
        IAnsiConsole console,
        DateOnly end,
        IReadOnlyList<KsefTokenTestResult> today,
        IReadOnlyList<KsefConversion> conversions,
        IReadOnlyList<KsefTokenTestResult> then
    )
    {
        var byNip = conversions.ToDictionary(conversion => conversion.Nip, StringComparer.Ordinal);
        var working = then.Where(result => result.SignIn is not SignInKind.None).ToList();
        var warned = working.Count(result => result.Status is not CredentialStatus.Healthy);
        var before = today.Count(result => result.SignIn is not SignInKind.None);
        var lastDay = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var ended = Of(
            "Under the law in force, KSeF tokens ended on",
            "Zgodnie z obowiązującym prawem tokeny KSeF działały do"
        );
        var used = Of($"{before} clients signed in with one.", $"Z nich korzystało {before} klientów.");
        console.MarkupLineInterpolated($"{ended} [bold]{lastDay}[/]. {used}");
        var works = Of(
            $"now sign in with the office's certificate and pass the audit; {warned} of them may do more than they "
                + "should.",
            $"klientów loguje się teraz certyfikatem biura i przechodzi audyt; {warned} z nich ma zbyt szerokie "
                + "uprawnienia."
        );
        console.MarkupLineInterpolated($"[green]{working.Count}[/] {works}");
        var stopped = then.Where(result => result.SignIn is SignInKind.None).ToList();
        var fails = Of("have no access, each for a reason:", "klientów nie ma dostępu, każdy z jakiegoś powodu:");
        console.MarkupLineInterpolated($"[red]{stopped.Count}[/] {fails}");
        var reasons = stopped
            .GroupBy(result => ReasonOf(result, byNip.GetValueOrDefault(result.Nip)), StringComparer.Ordinal)
            .OrderByDescending(group => group.Count());
        foreach (var group in reasons)
        {
            console.MarkupLineInterpolated($"[bold]{group.Count()}[/] × {group.Key}");
            ShowNames(console, [.. group.OrderBy(result => result.Name, StringComparer.CurrentCulture)]);
        }
    }

    private static void ShowNames(IAnsiConsole console, IReadOnlyList<KsefTokenTestResult> results)
    {
        var names = results
            .Take(NamesShown)
            .Select(result => new Markup(
                $"[grey]{result.Nip}[/] {Look.Short(result.Name, LongestName).EscapeMarkup()}"
            ));
        console.Write(new Padder(new Columns(names).Collapse(), new Padding(2, 0, 0, 0)));
        if (results.Count - NamesShown is > 0 and var more)
            console.MarkupLineInterpolated($"  [grey]{Of($"and {more} more", $"i jeszcze {more}")}[/]");
    }

    /// <summary>Why the conversion could not help; else what the audit says.</summary>
    private static string ReasonOf(KsefTokenTestResult result, KsefConversion? conversion) =>
        conversion?.Reason ?? result.Summary ?? "";
}
