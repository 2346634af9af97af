using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Core;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Undoing;
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
    private readonly FinalQuestion _question;

    public ImportKsefCredentialCommand() => _question = new FinalQuestion(this);

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

    /// <summary>Takes the last import back.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(Undo))]
    public SwitchParameter Undo { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        if (Undo)
        {
            GuardAll(office.Path, () => TakeBack(office));
            return;
        }
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

    private void TakeBack(OfficeFolder office)
    {
        if (ImportUndo.Find(office, SecretVault) is not { } undo)
        {
            WriteWarning(
                UiText.Of("There is no import that could be taken back.", "Nie ma importu, który można by cofnąć.")
            );
            return;
        }
        var isPlan = !ShouldProcess(undo.File, undo.Action);
        if (!isPlan && !Force && !_question.Ask(undo.Question))
            return;
        var results = isPlan
            ? Run(undo.PlanAsync)
            : Run(cancellation => undo.RunAsync(TimeProvider.System, cancellation));
        foreach (var result in results)
            WriteObject(result);
        if (ImportSummary.Line(results, isPlan) is { } line)
            this.Say(line);
    }

    private void Import(OfficeFolder office, Spreadsheet sheet)
    {
        foreach (var note in ImportSummary.NotUsed(sheet))
            WriteVerbose(note);
        if (sheet.Rows.Count == 0)
            WriteWarning(ImportSummary.Empty(sheet));
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
            $"Import {changes} of {Counted.Of(plan.Rows.Count, "row", "rows")} into '{office.Path}'",
            $"Import {changes} z {Counted.Of(plan.Rows.Count, "wiersza", "wierszy", "wierszy")} do '{office.Path}'"
        );
        List<KsefImportResult> results = [];
        if (changes > 0 && ShouldProcess(sheet.Path, action))
        {
            Run(cancellation => StoreAsync(office, plan, results, cancellation));
            Tell(sheet.Path, results, isPlan: false);
            this.Say(Importer.ClosingAdvice(sheet.Path, results));
            return;
        }
        // Under -WhatIf, too, each row says what would become of it.
        results.AddRange(plan.Rows.Select(row => row.ToResult(office)));
        foreach (var result in results)
            WriteObject(result);
        Tell(sheet.Path, results, isPlan: changes > 0);
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

    private void Tell(string path, List<KsefImportResult> results, bool isPlan)
    {
        if (ImportSummary.Refusals(path, results) is { } refusals)
            WriteWarning(refusals);
        if (ImportSummary.Line(results, isPlan) is { } line)
            this.Say(line);
    }
}
