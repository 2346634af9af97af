using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo.Views;

/// <summary>How long a run took, beside the least that KSeF's limits allow.</summary>
internal static class SpeedView
{
    public static void Show(IAnsiConsole console, int clients, RunFigures figures, bool withLimits)
    {
        var took = Look.Seconds(figures.Took);
        if (!withLimits)
        {
            var free = Of(
                $"{clients} clients in {took}, {figures.Requests} requests, limits off.",
                $"{clients} klientów w {took}, {figures.Requests} zapytań, bez limitów."
            );
            console.MarkupLineInterpolated($"{free}");
            return;
        }
        var ratio = figures.Bound > TimeSpan.Zero ? figures.Took / figures.Bound : 1;
        var bound = Look.Seconds(figures.Bound);
        var all = Of($"{clients} clients in {took}", $"{clients} klientów w {took}");
        var limits = Of(
            $"KSeF's limits allow no less than {bound} ({figures.Logins} sign-in requests at 60 a second): "
                + $"{ratio:0.00} × the bound, {figures.TooManyRequests} answers of 429.",
            $"limity KSeF nie pozwalają szybciej niż {bound} ({figures.Logins} zapytań logowania po 60 na sekundę): "
                + $"{ratio:0.00} × granica, {figures.TooManyRequests} odpowiedzi 429."
        );
        console.MarkupLineInterpolated($"[bold]{all}[/]; {limits}");
    }
}
