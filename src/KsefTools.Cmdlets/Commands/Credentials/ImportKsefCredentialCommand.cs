using System.Management.Automation;
using System.Security;
using KsefTools.Cmdlets.Importing;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Core;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Folders;
using KsefTools.Core.Import.Undoing;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Brings tokens of spreadsheets and certificates of folders into vault and profiles: one result for each row or file.
/// What cannot be trusted is refused with the reason, none is imported by half, and running again completes what was
/// interrupted.
/// </summary>
[Cmdlet(VerbsData.Import, "KsefCredential", SupportsShouldProcess = true, DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(KsefImportResult))]
public sealed class ImportKsefCredentialCommand : ImportCmdlet
{
    private readonly FinalQuestion _question;

    /// <summary>Folders and files of certificates, by office: which key is whose is known when all are named.</summary>
    private readonly Dictionary<OfficeFolder, List<string>> _certificates = [];

    public ImportKsefCredentialCommand() => _question = new FinalQuestion(this);

    /// <summary>Spreadsheets, and folders or files of certificates; wildcards are resolved.</summary>
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

    /// <summary>As Path, with names that are taken as they are, as Get-ChildItem gives them.</summary>
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

    /// <summary>What may open the certificates' keys: Read-Host -AsSecureString.</summary>
    [Parameter(ParameterSetName = nameof(Path))]
    [Parameter(ParameterSetName = nameof(LiteralPath))]
    [SecretTransformation(nameof(Password))]
    [Alias("PrivateKeyPassword")]
    public SecureString[] Password { get; set; } = [];

    /// <summary>Text files beside the keys whose lines may open them, by name; wildcards are resolved.</summary>
    [Parameter(ParameterSetName = nameof(Path))]
    [Parameter(ParameterSetName = nameof(LiteralPath))]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] PasswordFile { get; set; } = [];

    /// <summary>Asks KSeF where each token lives whose environment neither file nor profile says.</summary>
    [Parameter(ParameterSetName = nameof(Path))]
    [Parameter(ParameterSetName = nameof(LiteralPath))]
    public SwitchParameter ProbeEnvironment { get; set; }

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
        var paths = FilePaths.Of(this, Path, LiteralPath, mayBeFolders: true);
        // One that was named is all there is to do; of several, one that cannot be read leaves the others.
        var isOnly = paths.Count == 1 && !MyInvocation.ExpectingInput;
        foreach (var path in paths)
            if (CertificateFolderReader.IsOne(path))
                Named(office).Add(path);
            else
                Try(path, isOnly, () => Import(office, SpreadsheetReader.Read(path, Encoding)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var (office, paths) in _certificates)
            Try(paths[0], isOnly: true, () => Import(office, paths));
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
        if (isPlan)
            WritePlan(results);
        else
            WriteObject(results, enumerateCollection: true);
        if (ImportSummary.Line(results, isPlan) is { } line)
            this.Say(line);
    }

    private void Import(OfficeFolder office, Spreadsheet sheet)
    {
        foreach (var note in ImportSummary.NotUsed(sheet))
            WriteVerbose(note);
        if (sheet.Rows.Count == 0)
            WriteWarning(ImportSummary.Empty(sheet));
        if (ProbeEnvironment && Environment is null)
            sheet = Probe(office, sheet);
        var plan = Run(cancellation => ImportPlan.MakeAsync(office, SecretVault, sheet, Options, cancellation));
        var changes = plan.Rows.Count(row => row.Changes);
        var action = UiText.Of(
            $"Import {changes} of {Counted.Of(plan.Rows.Count, "row", "rows")} into '{office.Path}'",
            $"Import {changes} z {Counted.Of(plan.Rows.Count, "wiersza", "wierszy", "wierszy")} do '{office.Path}'"
        );
        Carry(office, plan, action);
    }

    private void Import(OfficeFolder office, IReadOnlyList<string> paths)
    {
        var folder = ReadCertificates(paths, Password, PasswordFile);
        foreach (var note in FolderSummary.NotUsed(folder))
            WriteVerbose(note);
        var plan = Run(cancellation =>
            CertificatePlan.MakeAsync(office, SecretVault, folder, Options, TimeProvider.System, cancellation)
        );
        Carry(office, plan, FolderSummary.Action(plan, office.Path));
    }

    private ImportOptions Options =>
        new()
        {
            Vault = Vault,
            Environment = Environment,
            Replace = Force,
            Allowed = AllowedEnvironments.OfUser(),
        };

    private List<string> Named(OfficeFolder office) =>
        _certificates.TryGetValue(office, out var paths) ? paths : _certificates[office] = [];
}
