using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Core;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Environments;

namespace KsefTools.Cmdlets.Commands;

/// <summary>Takes back what Approve-KsefEnvironment allowed: nothing is sent to that server any more.</summary>
[Cmdlet(VerbsCommon.Remove, "KsefEnvironment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveKsefEnvironmentCommand : PSCmdlet
{
    /// <summary>The server's address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Address", "Name")]
    [EnvironmentTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ApprovedEnvironmentCompleter))]
    public string Environment { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var name = KsefEnvironment.Parse(Environment).Name;
        var allowed = AllowedEnvironments.OfUser();
        try
        {
            if (allowed.Approved().All(approved => approved.Name != name))
                WriteError(ErrorRecords.Of(ShellErrors.EnvironmentNotApproved(name), name));
            else if (ShouldProcess(name, UiText.Of("Send nothing there any more", "Koniec wysyłania tam czegokolwiek")))
                allowed.Withdraw(name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.Of(exception, name));
        }
    }
}
