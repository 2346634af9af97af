using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Reports;
using KsefTools.Core.Runs;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Writes what an audit run found as a page for people (one file of HTML that loads nothing), as an action plan (CSV),
/// a workbook (Excel) or JSON.
/// </summary>
[Cmdlet(VerbsData.Export, "KsefReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportKsefReportCommand : OfficeCmdlet
{
    /// <summary>The files; the ending of each says what is written: .html, .csv, .json, .xlsx.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The run; without it, the newest.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AuditRunCompleter))]
    public string? RunId { get; set; }

    /// <summary>en or pl; without it, the session's language.</summary>
    [Parameter]
    [ValidateSet("en", "pl")]
    public string? Language { get; set; }

    /// <summary>Of a .csv: who has access where, in place of the action plan.</summary>
    [Parameter]
    public SwitchParameter Access { get; set; }

    /// <summary>Replaces files that are there already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the files' objects.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        InLanguage(Language, () => Guard(office.Path, () => Export(office)));
    }

    private void Export(OfficeFolder office)
    {
        var source = ReportSource.Read(office, RunId, TimeProvider.System);
        if (Access && source.Run.Access is null)
            throw RunException.NoAccess(source.Run.RunId);
        foreach (var path in Path.Select(GetUnresolvedProviderPathFromPSPath))
            Guard(
                path,
                () =>
                {
                    if (!ReportFile.IsKnown(path))
                        throw ShellErrors.ReportFormatUnknown(path);
                    var action = UiText.Of(
                        $"Write the report of {source.Run.RunId}",
                        $"Zapis raportu z {source.Run.RunId}"
                    );
                    if (!ShouldProcess(path, action))
                        return;
                    ReportFile.Write(source, path, Force, Access);
                    if (PassThru)
                        WriteObject(new FileInfo(path));
                }
            );
    }
}
