using System.Globalization;
using KsefTools.Demo.Leaving;
using KsefTools.Sandbox.Seeding.Truth;
using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo.Views;

/// <summary>What became of somebody who left.</summary>
internal static class LeavingView
{
    public static void Show(IAnsiConsole console, SeedTruth truth, LeavingReport report)
    {
        var tokens = report.Found.Count(row => row.Kind is AccessKind.Token);
        var permissions = report.Found.Count - tokens;
        var clients = report.Ends.Count;
        var ended = report.Ends.Sum(end => end.Steps.Count);
        var unseen = truth.Leaver.Permissions.Count(held => !held.IsVisible);
        var text = Of(
            $"{truth.Leaver.Name} has {permissions} permissions and {tokens} tokens that no profile names, at "
                + $"{clients} clients: all {ended} ended and seen to be gone. {unseen} more, only the client sees.",
            $"{truth.Leaver.Name}: uprawnienia: {permissions}, tokeny nieznane profilom: {tokens}, klienci: {clients}. "
                + $"Zakończono i sprawdzono wszystkie ({ended}). Poza wzrokiem biura, tylko dla klienta: {unseen}."
        );
        console.MarkupLineInterpolated($"{text}");
        if (report.Rotation is { } rotation)
        {
            var rotated = Of(
                $"A token of {rotation.Name} was rotated: the new one signs in, the old one is dead.",
                $"Wymieniono token klienta {rotation.Name}: nowy się loguje, stary nie działa."
            );
            console.MarkupLineInterpolated($"{rotated}");
        }
        var each = string.Create(
            CultureInfo.CurrentCulture,
            $"{report.Matrix.Requests / (double)truth.Clients.Count:0.0}"
        );
        var speed = Of(
            $"{report.Matrix.Requests} requests for the matrix ({each} a client), {report.Ending.Requests} to end it.",
            $"Żądania: {report.Matrix.Requests} na zestawienie dostępów ({each} na klienta), {report.Ending.Requests} "
                + "na ich zakończenie."
        );
        console.MarkupLineInterpolated($"[grey]{speed}[/]");
    }
}
