using KsefTools.Demo.Shell;
using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo.Views;

/// <summary>What a person reads before and after a practice prompt.</summary>
internal static class PromptView
{
    private static readonly string[] Commands =
    [
        "Get-KsefCredential | Test-KsefToken | Sort-Object Status | Format-Table",
        "Test-KsefToken | Where-Object Status -eq Critical | Format-List Nip, Name, Summary, Remedy",
        "Convert-KsefToCertificate -WhatIf",
    ];

    public static void Welcome(IAnsiConsole console, PracticeOffice office)
    {
        var seeded = office.Seeded;
        var clients = Of(
            $"{seeded.Clients.Count} clients, whose tokens are in a practice vault. Nothing leaves this machine.",
            $"{seeded.Clients.Count} klientów z tokenami w magazynie ćwiczebnym. Nic nie opuszcza tego komputera."
        );
        console.MarkupLineInterpolated($"[bold]{seeded.Name}[/], NIP {seeded.Nip}: {clients}");
        console.MarkupLineInterpolated(
            $"[grey]KSeF (sandbox): {office.Host.BaseAddress}   {Of("office", "biuro")}: {office.Folder}[/]"
        );
        console.WriteLine();
        console.WriteLine(Of("Three commands to try:", "Trzy polecenia na próbę:"));
        foreach (var command in Commands)
            console.MarkupLineInterpolated($"  [green]{command}[/]");
        console.WriteLine();
        var exit = Of(
            "exit closes the prompt and removes all of it.",
            "exit zamyka wiersz poleceń i usuwa to wszystko."
        );
        console.MarkupLineInterpolated($"[grey]{exit}[/]");
        console.WriteLine();
    }

    public static void Farewell(IAnsiConsole console) =>
        console.MarkupLineInterpolated(
            $"[grey]{Of("The practice office is gone.", "Biuro ćwiczebne zostało usunięte.")}[/]"
        );
}
