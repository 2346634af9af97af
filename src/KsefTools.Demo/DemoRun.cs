using KsefTools.Core.Audit;
using KsefTools.Core.Office;
using KsefTools.Demo.Views;
using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo;

/// <summary>The main job from a spreadsheet to the verdicts, shown to a person.</summary>
public sealed class DemoRun(IAnsiConsole console)
{
    /// <summary>Runs it all.</summary>
    /// <returns>Where truth and findings disagree; empty for a perfect run.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        await using var office = await DemoOffice.CreateAsync(options, cancellationToken);
        Introduce(office, options);

        Look.Heading(console, Of("The spreadsheet", "Arkusz"));
        var imported = await DemoImport.RunAsync(office, cancellationToken);
        ImportView.Show(console, imported);

        Look.Heading(console, Of("The audit", "Audyt"));
        var report = await AuditAsync(office, office.Folder.Settings.Policy, options, cancellationToken);
        VerdictTable.Show(console, report.Results);
        CountsView.Show(console, report.Results);
        CountsView.ShowSpeed(console, report, options.WithLimits);
        if (options.JsonFile is { } json)
            await ResultFile.WriteAsync(json, report.Results, cancellationToken);

        Look.Heading(console, Of("2 January 2027", "2 stycznia 2027"));
        var end = await AuditAsync(office, office.EndTokens(), options, cancellationToken);
        EndView.Show(console, office.Folder.Settings.Policy.TokensEndOn, report.Results, end.Results);

        Look.Heading(console, Of("The truth", "Prawda"));
        var truth = office.Seeded.Truth;
        IReadOnlyList<string> differences =
        [
            .. TruthCheck.OfImport(truth, imported),
            .. TruthCheck.OfAudit(truth, report.Results),
            .. TruthCheck.OfEnd(truth, end.Results),
        ];
        Conclude(office, options, differences);
        return differences;
    }

    private void Introduce(DemoOffice office, DemoOptions options)
    {
        console.MarkupLineInterpolated(
            $"[bold]{office.Seeded.Name}[/], NIP {office.Seeded.Nip}: {Of($"{options.Clients} clients, seed {options.Seed}", $"{options.Clients} klientów, ziarno {options.Seed}")}"
        );
        console.MarkupLineInterpolated(
            $"[grey]KSeF (sandbox): {office.Host.BaseAddress}   {Of("office", "biuro")}: {office.Folder.Path}{(office.IsTemporary ? Of(" (temporary)", " (tymczasowe)") : "")}[/]"
        );
    }

    private async Task<AuditReport> AuditAsync(
        DemoOffice office,
        OfficePolicy policy,
        DemoOptions options,
        CancellationToken cancellationToken
    )
    {
        if (!console.Profile.Capabilities.Interactive)
            return await DemoAudit.RunAsync(office, policy, options.WithLimits, progress: null, cancellationToken);
        return await console
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Of("Signing in", "Logowanie"));
                return await DemoAudit.RunAsync(
                    office,
                    policy,
                    options.WithLimits,
                    progress => Advance(task, progress),
                    cancellationToken
                );
            });
    }

    private static void Advance(ProgressTask task, AuditProgress progress)
    {
        task.MaxValue = progress.Total;
        // Workers report as they finish, so an earlier count may come later.
        task.Value = Math.Max(task.Value, progress.Done);
        task.Description = progress.Current.EscapeMarkup();
    }

    private void Conclude(DemoOffice office, DemoOptions options, IReadOnlyList<string> differences)
    {
        if (differences.Count == 0)
            console.MarkupLineInterpolated(
                $"[green]{Of($"Every verdict on {office.Seeded.Truth.Clients.Count} clients agrees with what is really wrong with them (truth.json).", $"Każdy werdykt o {office.Seeded.Truth.Clients.Count} klientach zgadza się z tym, co im naprawdę dolega (truth.json).")}[/]"
            );
        else
            console.MarkupLineInterpolated(
                $"[red]{Of($"{differences.Count} differences from truth.json:", $"{differences.Count} różnic wobec truth.json:")}[/]"
            );
        foreach (var difference in differences)
            console.MarkupLineInterpolated($"  {difference}");
        if (options.JsonFile is { } json)
            console.MarkupLineInterpolated($"[grey]{Of("Every result:", "Wszystkie wyniki:")} {json}[/]");
        if (!office.IsTemporary)
            console.MarkupLineInterpolated(
                $"[grey]{Of("The office's files:", "Pliki biura:")} {office.Folder.Path}[/]"
            );
    }
}
