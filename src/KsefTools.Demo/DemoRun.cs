using KsefTools.Core;
using KsefTools.Demo.Certificates;
using KsefTools.Demo.Conversion;
using KsefTools.Demo.Leaving;
using KsefTools.Demo.Shell;
using KsefTools.Demo.Truth;
using KsefTools.Demo.Views;
using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo;

/// <summary>
/// The main job from a spreadsheet of tokens to an office that works without them, shown to a person.
/// </summary>
public sealed class DemoRun(IAnsiConsole console)
{
    /// <summary>Runs it all.</summary>
    /// <returns>Where truth and findings disagree, or KSeF was asked too fast; empty for a perfect run.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        await using var office = await DemoOffice.CreateAsync(options, cancellationToken);
        Introduce(office, options);
        var truth = office.Seeded.Truth;
        AuditReport audit;
        ConversionReport conversion;
        List<string> differences;
        using (var client = office.CreateClient())
        {
            differences = [.. await ImportAsync(office, cancellationToken)];
            audit = await AuditAsync(office, client, options, cancellationToken);
            differences.AddRange([.. TruthCheck.OfAudit(truth, audit.Results), .. TruthCheck.OfSpeed(audit.Figures)]);
            differences.AddRange(await CertificatesAsync(office, client, cancellationToken));
            differences.AddRange(await LeaveAsync(office, client, cancellationToken));
            differences.AddRange(await PlanAsync(office, client, cancellationToken));
            conversion = await ConvertAsync(office, client, options, cancellationToken);
            differences.AddRange(TruthCheck.OfConversion(truth, conversion.Results));
            differences.AddRange(TruthCheck.OfSpeed(conversion.Figures));
        }
        if (options.JsonFile is { } json)
            await ResultFile.WriteAsync(json, audit.Results, conversion.Results, cancellationToken);
        differences.AddRange(await EndAsync(office, audit, conversion, cancellationToken));
        if (options.WithShell)
            differences.AddRange(await ShellAsync(options, cancellationToken));
        Conclude(office, options, differences);
        return differences;
    }

    private void Introduce(DemoOffice office, DemoOptions options)
    {
        var size = Of(
            $"{options.Clients} clients, seed {options.Seed}",
            $"{options.Clients} klientów, ziarno {options.Seed}"
        );
        console.MarkupLineInterpolated($"[bold]{office.Seeded.Name}[/], NIP {office.Seeded.Nip}: {size}");
        var folder = office.Folder.Path + (office.IsTemporary ? Of(" (temporary)", " (tymczasowe)") : "");
        console.MarkupLineInterpolated(
            $"[grey]KSeF (sandbox): {office.Host.BaseAddress}   {Of("office", "biuro")}: {folder}[/]"
        );
    }

    private async Task<IReadOnlyList<string>> ImportAsync(DemoOffice office, CancellationToken cancellationToken)
    {
        Look.Heading(console, Of("The spreadsheet", "Arkusz"));
        var imported = await DemoImport.RunAsync(office, cancellationToken);
        ImportView.Show(console, imported);
        return TruthCheck.OfImport(office.Seeded.Truth, imported);
    }

    private async Task<AuditReport> AuditAsync(
        DemoOffice office,
        DemoClient client,
        DemoOptions options,
        CancellationToken cancellationToken
    )
    {
        Look.Heading(console, Of("The audit", "Audyt"));
        var policy = office.Folder.Settings.Policy;
        var report = await MovingBar.ShowAsync(
            console,
            Of("Signing in", "Logowanie"),
            progress => DemoAudit.RunAsync(office, client, policy, progress, cancellationToken)
        );
        VerdictTable.Show(console, report.Results);
        CountsView.Show(console, report.Results);
        SpeedView.Show(console, report.Results.Count, report.Figures, options.WithLimits);
        return report;
    }

    private async Task<IReadOnlyList<string>> CertificatesAsync(
        DemoOffice office,
        DemoClient client,
        CancellationToken cancellationToken
    )
    {
        Look.Heading(console, Of("Certificates", "Certyfikaty"));
        var enrolment = await DemoEnrolment.RunAsync(office, client, cancellationToken);
        var report = await DemoCertificates.RunAsync(office, client, cancellationToken);
        CertificateView.Show(console, office.Seeded.Truth, enrolment, report.Results);
        return
        [
            .. TruthCheck.OfEnrolment(office.Seeded.Truth, enrolment),
            .. TruthCheck.OfCertificates(office.Seeded.Truth, report.Results),
            .. TruthCheck.OfSpeed(report.Figures),
        ];
    }

    private async Task<IReadOnlyList<string>> LeaveAsync(
        DemoOffice office,
        DemoClient client,
        CancellationToken cancellationToken
    )
    {
        Look.Heading(console, Of("Somebody leaves", "Ktoś odchodzi"));
        var report = await DemoLeaving.RunAsync(office, client, cancellationToken);
        LeavingView.Show(console, office.Seeded.Truth, report);
        return
        [
            .. TruthCheck.OfLeaving(office.Seeded.Truth, report),
            .. TruthCheck.OfSpeed(report.Matrix),
            .. TruthCheck.OfSpeed(report.Ending),
        ];
    }

    private async Task<IReadOnlyList<string>> PlanAsync(
        DemoOffice office,
        DemoClient client,
        CancellationToken cancellationToken
    )
    {
        Look.Heading(
            console,
            Of("The plan: from tokens to the office's certificate", "Plan: z tokenów na certyfikat biura")
        );
        var plan = await MovingBar.ShowAsync(
            console,
            Of("Planning", "Planowanie"),
            progress => DemoConversion.PlanAsync(office, client, progress, cancellationToken)
        );
        PlanView.Show(console, plan);
        return [.. TruthCheck.OfPlan(office.Seeded.Truth, plan.Results), .. TruthCheck.OfSpeed(plan.Figures)];
    }

    private async Task<ConversionReport> ConvertAsync(
        DemoOffice office,
        DemoClient client,
        DemoOptions options,
        CancellationToken cancellationToken
    )
    {
        Look.Heading(console, Of("The conversion", "Przejście"));
        var report = await MovingBar.ShowAsync(
            console,
            Of("Moving to the certificate", "Przechodzenie na certyfikat"),
            progress => DemoConversion.ConvertAsync(office, client, progress, cancellationToken)
        );
        ConversionView.Show(console, report);
        SpeedView.Show(console, report.Results.Count, report.Figures, options.WithLimits);
        return report;
    }

    private async Task<IReadOnlyList<string>> EndAsync(
        DemoOffice office,
        AuditReport audit,
        ConversionReport conversion,
        CancellationToken cancellationToken
    )
    {
        Look.Heading(console, Of("2 January 2027", "2 stycznia 2027"));
        var policy = office.EndTokens();
        using var client = office.CreateClient();
        var end = await MovingBar.ShowAsync(
            console,
            Of("Signing in", "Logowanie"),
            progress => DemoAudit.RunAsync(office, client, policy, progress, cancellationToken)
        );
        EndView.Show(console, policy.TokensEndOn, audit.Results, conversion.Results, end.Results);
        return [.. TruthCheck.OfConvertedEnd(office.Seeded.Truth, end.Results), .. TruthCheck.OfSpeed(end.Figures)];
    }

    private async Task<IReadOnlyList<string>> ShellAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        Look.Heading(console, Of("The same in PowerShell, today", "To samo w PowerShellu, dzisiaj"));
        await using var office = await PracticeOffice.CreateAsync(options, cancellationToken);
        var report = await ShellAudit.RunAsync(office, cancellationToken);
        ShellView.Show(console, report);
        var truth = office.Seeded.Truth;
        IEnumerable<string> differences =
        [
            .. TruthCheck.OfImport(truth, report.Imported),
            .. TruthCheck.OfAudit(truth, report.Results),
            .. TruthCheck.OfSpeed(office.Host.Main.Counters.TooManyRequests),
        ];
        return [.. differences.Select(difference => $"PowerShell: {difference}")];
    }

    private void Conclude(DemoOffice office, DemoOptions options, List<string> differences)
    {
        Look.Heading(console, Of("The truth", "Prawda"));
        if (differences.Count == 0)
        {
            var clients = office.Seeded.Truth.Clients.Count;
            var agreement = Of(
                $"Every verdict on {clients} clients, every certificate and every conversion agrees with what is "
                    + "really the case (truth.json).",
                $"Każdy werdykt o {clients} klientach, każdy certyfikat i każde przejście zgadza się ze stanem "
                    + "faktycznym (truth.json)."
            );
            console.MarkupLineInterpolated($"[green]{agreement}[/]");
        }
        else
        {
            var count = Of(
                $"{Counted.Of(differences.Count, "difference", "differences")} from truth.json:",
                $"{Counted.Of(differences.Count, "różnica", "różnice", "różnic")} wobec truth.json:"
            );
            console.MarkupLineInterpolated($"[red]{count}[/]");
        }
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
