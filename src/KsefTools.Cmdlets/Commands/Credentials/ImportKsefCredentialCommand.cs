using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Core;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Import;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Brings a spreadsheet of tokens (CSV) into vault and profiles: one result for each row. Rows that cannot be trusted
/// are refused with the reason, none is imported by half, and running again completes what was interrupted.
/// </summary>
[Cmdlet(VerbsData.Import, "KsefCredential", SupportsShouldProcess = true, DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(KsefImportResult))]
public sealed class ImportKsefCredentialCommand : OfficeCmdlet
{
    /// <summary>Spreadsheets, saved as CSV; wildcards are resolved.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = nameof(Path)
    )]
    [FileTransformation]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Spreadsheets whose names are taken as they are, as Get-ChildItem gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(LiteralPath))]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The files' encoding; without it, it is found, and a file in doubt is refused.</summary>
    [Parameter]
    [TidyText]
    [ValidateNotNullOrEmpty]
    public string? Encoding { get; set; }

    /// <summary>The environment of rows that name none; without it, the profile's or the office's.</summary>
    [Parameter]
    [EnvironmentTransformation]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string? Environment { get; set; }

    /// <summary>The vault for new secrets; without it, the office's.</summary>
    [Parameter]
    [TidyText]
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
        var paths = FilePaths.Of(this, Path, LiteralPath);
        // One that was named is all there is to do; of several, one that cannot be read leaves the others.
        var isOnly = paths.Count == 1 && !MyInvocation.ExpectingInput;
        foreach (var path in paths)
            try
            {
                Import(office, SpreadsheetReader.Read(path, Encoding));
            }
            catch (Exception exception)
                when (exception is SpreadsheetException or SecretVaultException or OfficeFolderException)
            {
                var record = ErrorRecords.Of(exception, path);
                if (isOnly || exception is not SpreadsheetException)
                    ThrowTerminatingError(record);
                WriteError(record);
            }
    }

    private void Import(OfficeFolder office, Spreadsheet sheet)
    {
        foreach (var column in sheet.IgnoredColumns)
            WriteVerbose(UiText.Of($"Column '{column}' is not used.", $"Kolumna '{column}' nie jest używana."));
        foreach (var name in sheet.IgnoredSheets)
            WriteVerbose(
                UiText.Of(
                    $"Sheet '{name}' has no column of NIPs and tokens, and is not used.",
                    $"Arkusz '{name}' nie ma kolumn z NIP-ami i tokenami i nie jest używany."
                )
            );
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
            Allowed = AllowedEnvironments.OfUser(),
        };
        var plan = Run(cancellation => ImportPlan.MakeAsync(office, SecretVault, sheet, options, cancellation));

        var changes = plan.Rows.Count(row => row.Changes);
        var action = UiText.Of(
            $"Import {changes} of {plan.Rows.Count} rows into '{office.Path}'",
            $"Import {changes} z {plan.Rows.Count} wierszy do '{office.Path}'"
        );
        List<KsefImportResult> results = [];
        if (changes > 0 && ShouldProcess(sheet.Path, action))
        {
            Run(cancellation => StoreAsync(office, plan, results, cancellation));
            SayWhatIsLeft(sheet.Path, results);
            return;
        }
        // Under -WhatIf, too, each row says what would become of it.
        results.AddRange(plan.Rows.Select(row => row.ToResult(office)));
        foreach (var result in results)
            WriteObject(result);
        WarnOfRefusals(sheet.Path, results);
        if (ImportSummary.Line(results, isPlan: changes > 0) is { } line)
            this.Say(line);
    }

    private async Task StoreAsync(
        OfficeFolder office,
        ImportPlan plan,
        List<KsefImportResult> results,
        CancellationToken cancellationToken
    )
    {
        var progress = new ThrottledProgress(
            WriteProgress,
            TimeProvider.System,
            UiText.Of("Importing credentials", "Import poświadczeń")
        );
        var waits = UiText.Of(
            "waiting for another import into this office to end",
            "czekam, aż skończy się inny import do tego biura"
        );
        var importer = new Importer(office, SecretVault, TimeProvider.System, SecretHomes.OfUser())
        {
            Waiting = waited =>
                Pump.Post(() => progress.Report(0, plan.Rows.Count, $"{waits}, {waited.TotalSeconds:0} s")),
        };
        await foreach (var result in importer.RunAsync(plan, cancellationToken))
            Pump.Post(() =>
            {
                results.Add(result);
                WriteObject(result);
                progress.Report(results.Count, plan.Rows.Count, result.Name ?? "");
            });

        Pump.Post(progress.Complete);
    }

    private void WarnOfRefusals(string path, List<KsefImportResult> results)
    {
        var refused = results
            .Where(result => result.Outcome is ImportOutcome.Refused && !Importer.IsEnded(result))
            .ToList();
        if (refused.Count == 0)
            return;
        var rows = string.Join(", ", refused.Select(ImportSummary.PlaceOf));
        WriteWarning(
            UiText.Of(
                $"'{path}': {refused.Count} row(s) refused: {rows}. Fix them and run again; what is imported stays.",
                $"'{path}': odrzucone wiersze ({refused.Count}): {rows}. Popraw je i uruchom ponownie; to, co "
                    + "zaimportowano, zostaje."
            )
        );
    }

    private void SayWhatIsLeft(string path, List<KsefImportResult> results)
    {
        WarnOfRefusals(path, results);
        if (ImportSummary.Line(results, isPlan: false) is { } line)
            this.Say(line);
        this.Say(Importer.ClosingAdvice(path, results));
    }
}
