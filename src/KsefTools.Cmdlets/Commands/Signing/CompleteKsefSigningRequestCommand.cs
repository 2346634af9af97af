using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Signing;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Takes back what was signed elsewhere, in any order and under any name, and goes on: a session, or straight to a KSeF
/// certificate. One result for each request; what came too late is written again.
/// </summary>
[Cmdlet(
    VerbsLifecycle.Complete,
    "KsefSigningRequest",
    SupportsShouldProcess = true,
    DefaultParameterSetName = nameof(Path)
)]
[OutputType(typeof(KsefSigningResult))]
public sealed class CompleteKsefSigningRequestCommand : OfficeCmdlet
{
    /// <summary>What systems and programs put beside a person's files.</summary>
    private static readonly string[] OfSystems = ["Thumbs.db", "desktop.ini"];

    private readonly List<(OfficeFolder Office, string Path)> _files = [];

    /// <summary>
    /// Signed files, or folders with them; wildcards are resolved. Without it, signing in the current folder.
    /// </summary>
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = nameof(Path)
    )]
    [FileTransformation]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = ["signing"];

    /// <summary>Files or folders whose names are taken as they are, as Get-ChildItem gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(LiteralPath))]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Says only what came too late, and writes nothing again.</summary>
    [Parameter]
    public SwitchParameter NoReissue { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        var patterns = ParameterSetName is nameof(LiteralPath) ? [] : Path;
        foreach (var path in FilePaths.Of(this, patterns, LiteralPath, mayBeFolders: true))
            Guard(path, () => Take(office, path));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var group in _files.GroupBy(item => item.Office, item => item.Path))
            Guard(
                group.Key.Path,
                () => Ask(group.Key, (ksef, cancellation) => CompleteAsync(group.Key, [.. group], ksef, cancellation))
            );
    }

    private void Take(OfficeFolder office, string path)
    {
        if (!System.IO.Path.Exists(path))
            throw new FileNotFoundException(
                UiText.Of($"There is no file or folder '{path}'.", $"Nie ma pliku ani folderu '{path}'.")
            );
        var files = FilesOf(path);
        if (files.Count == 0)
            WriteWarning(
                UiText.Of($"There is no signed file in '{path}'.", $"W '{path}' nie ma żadnego podpisanego pliku.")
            );
        _files.AddRange(files.Select(file => (office, file)));
    }

    private static IReadOnlyList<string> FilesOf(string path) =>
        Directory.Exists(path)
            ?
            [
                .. Directory
                    .EnumerateFiles(path)
                    .Where(file => IsPersons(System.IO.Path.GetFileName(file)))
                    .Order(StringComparer.Ordinal),
            ]
            : [path];

    // Whatever it is: a signature of the wrong form is told so, instead of passed over by its name.
    private static bool IsPersons(string name) =>
        !name.StartsWith('.')
        && !name.StartsWith("~$", StringComparison.Ordinal)
        && !OfSystems.Contains(name, StringComparer.OrdinalIgnoreCase);

    private async Task CompleteAsync(
        OfficeFolder office,
        IReadOnlyList<string> files,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        var options = new SigningCompletionOptions
        {
            Reissues = !NoReissue,
            Parallel = office.Settings.Policy.Throttle.Parallel,
            Progress = new Steps(step => Pump.Post(() => WriteVerbose(step))),
            Warn = warning => Pump.Post(() => WriteWarning(warning)),
        };
        var completion = new SigningCompletion(
            office,
            ksef.Vault,
            ksef.Sessions,
            ksef.Cache,
            TimeProvider.System,
            options
        );
        var answers = completion.Read(files);
        var chosen = await Pump.InvokeAsync(
            () =>
                answers
                    .Where(answer => answer.Verdict is not null || ShouldProcess(answer.Path, answer.Action))
                    .ToList(),
            cancellationToken
        );
        var results = new List<KsefSigningResult>();
        await completion.RunAsync(
            chosen,
            result =>
                Pump.Post(() =>
                {
                    results.Add(result);
                    WriteObject(result);
                }),
            cancellationToken
        );
        Pump.Post(() =>
        {
            if (NextSteps.AfterSigning(results) is { } next)
                this.Say(next);
        });
    }
}
