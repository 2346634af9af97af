using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Import;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Brings a spreadsheet of tokens (CSV) into vault and profiles: one result for each row. Rows that cannot be trusted
/// are refused with the reason, none is imported by half, and running again completes what was interrupted.
/// </summary>
[Cmdlet(VerbsData.Import, "KsefCredential", SupportsShouldProcess = true)]
[OutputType(typeof(KsefImportResult))]
public sealed class ImportKsefCredentialCommand : OfficeCmdlet
{
    /// <summary>The spreadsheet, saved as CSV.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The environment of rows that name none; without it, the profile's or the office's.</summary>
    [Parameter]
    [EnvironmentTransformation]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string? Environment { get; set; }

    /// <summary>The vault for new secrets; without it, the office's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>Lets the spreadsheet's token replace another one that the office has for a client.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        try
        {
            Import(office, SpreadsheetReader.Read(path));
        }
        catch (Exception exception)
            when (exception is SpreadsheetException or SecretVaultException or OfficeFolderException)
        {
            ThrowTerminatingError(ErrorRecords.Of(exception, path));
        }
    }

    private void Import(OfficeFolder office, Spreadsheet sheet)
    {
        foreach (var column in sheet.IgnoredColumns)
            WriteVerbose(UiText.Of($"Column '{column}' is not used.", $"Kolumna '{column}' nie jest używana."));
        if (sheet.Rows.Count == 0)
            WriteWarning(
                UiText.Of(
                    $"'{sheet.Path}' has a header and no rows; there is nothing to import.",
                    $"'{sheet.Path}' ma nagłówek i żadnych wierszy; nie ma czego importować."
                )
            );
        var options = new ImportOptions
        {
            Vault = Vault,
            Environment = Environment,
            Replace = Force,
        };
        var plan = Run(cancellation => ImportPlan.MakeAsync(office, SecretVault, sheet, options, cancellation));

        var changes = plan.Rows.Count(row => row.Changes);
        var action = UiText.Of(
            $"Import {changes} of {plan.Rows.Count} rows into '{office.Path}'",
            $"Import {changes} z {plan.Rows.Count} wierszy do '{office.Path}'"
        );
        if (changes == 0 || !ShouldProcess(sheet.Path, action))
        {
            // Under -WhatIf, too, each row says what would become of it.
            foreach (var row in plan.Rows)
                WriteObject(row.ToResult(office));
            return;
        }

        Run(cancellation => StoreAsync(office, plan, cancellation));
        SayWhatIsLeft(plan);
    }

    private async Task StoreAsync(OfficeFolder office, ImportPlan plan, CancellationToken cancellationToken)
    {
        var progress = new ThrottledProgress(
            WriteProgress,
            TimeProvider.System,
            UiText.Of("Importing credentials", "Import poświadczeń")
        );
        var done = 0;
        var importer = new Importer(office, SecretVault, TimeProvider.System);
        await foreach (var result in importer.RunAsync(plan, cancellationToken))
        {
            var at = ++done;
            Pump.Post(() =>
            {
                WriteObject(result);
                progress.Report(at, plan.Rows.Count, result.Name ?? "");
            });
        }

        Pump.Post(progress.Complete);
    }

    private void SayWhatIsLeft(ImportPlan plan)
    {
        var refused = plan.Rows.Where(row => row.Outcome is ImportOutcome.Refused).ToList();
        if (refused.Count > 0)
            WriteWarning(
                UiText.Of(
                    $"{refused.Count} row(s) refused: {string.Join(", ", refused.Select(row => row.Row.Number))}. Mend them and run again; what is imported stays.",
                    $"Odrzucone wiersze ({refused.Count}): {string.Join(", ", refused.Select(row => row.Row.Number))}. Popraw je i uruchom ponownie; to, co zaimportowano, zostaje."
                )
            );
        // As Write-Host does it: seen at a prompt, and never in the pipeline.
        WriteInformation(new HostInformationMessage { Message = Importer.ClosingAdvice(plan.Sheet.Path) }, ["PSHOST"]);
    }
}
