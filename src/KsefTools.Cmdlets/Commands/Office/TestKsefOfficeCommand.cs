using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Lint;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Looks through an office's files and vaults for what is wrong, odd or left over: one object for each issue, with
/// file, line and column. Changes nothing, reads no secret and asks no KSeF.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "KsefOffice")]
[OutputType(typeof(KsefOfficeIssue), typeof(bool))]
public sealed class TestKsefOfficeCommand : OfficeCmdlet
{
    /// <summary>Gives only whether the office is free of critical issues.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var path = LocateOffice();
        try
        {
            var issues = Look(path);
            if (Quiet)
                WriteObject(!issues.Any(issue => issue.Severity is FindingSeverity.Critical));
            else
                WriteObject(issues, enumerateCollection: true);
            if (issues.Count == 0)
                WriteVerbose(UiText.Of($"'{path}' is in order.", $"'{path}' jest w porządku."));
        }
        catch (OfficeFolderException exception)
        {
            ThrowTerminatingError(ErrorRecords.Of(exception, path));
        }
    }

    private IReadOnlyList<KsefOfficeIssue> Look(string path)
    {
        try
        {
            var lint = new OfficeLint(OfficeFolder.Open(path), SecretVault, AllowedEnvironments.OfUser());
            return Run(lint.RunAsync);
        }
        catch (OfficeFileException exception)
        {
            // An office.yaml that cannot be used is what this command is asked about, not a failure of it.
            return [.. exception.Problems.Select(problem => OfficeLint.ToIssue(problem) with { OfficePath = path })];
        }
    }
}
