using System.Globalization;
using System.Management.Automation;
using System.Runtime.InteropServices;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Lint;
using KsefTools.Core.Reports.Support;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Writes a zip for a report of a bug: versions, settings, lint, the last audit run and its log, with masks for NIPs
/// and names, and without secrets.
/// </summary>
[Cmdlet(VerbsData.Export, "KsefSupport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportKsefSupportCommand : OfficeCmdlet
{
    private const string Modules = """
        Get-Module Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore, SecretManagement.* -All |
            ForEach-Object { "$($_.Name) $($_.Version)" }
        """;

    /// <summary>The file, a .zip.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The audit run; without it, the newest.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AuditRunCompleter))]
    public string? RunId { get; set; }

    /// <summary>Replaces a file that is there already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file's object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        var path = FilePaths.Full(this, Path);
        Guard(
            path,
            () =>
            {
                if (
                    !ShouldProcess(path, UiText.Of("Write what a bug report needs", "Zapis danych do zgłoszenia błędu"))
                )
                    return;
                var lint = new OfficeLint(office, SecretVault, AllowedEnvironments.OfUser());
                new SupportFile(office, Versions(), Run(lint.RunAsync)).Write(path, RunId, Force);
                if (PassThru)
                    WriteObject(new FileInfo(path));
            }
        );
    }

    private Dictionary<string, string?> Versions() =>
        new(StringComparer.Ordinal)
        {
            ["KsefTools"] = $"{MyInvocation.MyCommand.Version}",
            ["PowerShell"] = $"{Host.Version}",
            ["Host"] = Host.Name,
            ["NET"] = RuntimeInformation.FrameworkDescription,
            ["System"] = RuntimeInformation.OSDescription,
            ["Architecture"] = $"{RuntimeInformation.ProcessArchitecture}",
            ["Culture"] = CultureInfo.CurrentCulture.Name,
            ["UICulture"] = CultureInfo.CurrentUICulture.Name,
            ["TimeZone"] = TimeZoneInfo.Local.Id,
            ["Modules"] = string.Join(
                ", ",
                InvokeCommand.InvokeScript(Modules).Select(module => $"{module}").Distinct(StringComparer.Ordinal)
            ),
        };
}
