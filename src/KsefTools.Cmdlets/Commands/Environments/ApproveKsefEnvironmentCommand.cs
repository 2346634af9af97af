using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Core;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Environments;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Lets this user's secrets be sent to a server that is neither the Ministry's nor on this machine. Asks, and keeps the
/// answer in the user's own configuration folder, where no office's file can change it.
/// </summary>
[Cmdlet(VerbsLifecycle.Approve, "KsefEnvironment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(KsefAllowedEnvironment))]
public sealed class ApproveKsefEnvironmentCommand : PSCmdlet
{
    /// <summary>The server's https address.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Address")]
    [EnvironmentTransformation]
    [ValidateNotNullOrEmpty]
    public string Environment { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var environment = KsefEnvironment.Parse(Environment);
        var allowed = AllowedEnvironments.OfUser();
        if (allowed.Allows(environment))
            WriteVerbose(UiText.Of($"{environment} is allowed already.", $"{environment} jest już dozwolone."));
        else if (
            ShouldProcess(
                environment.Name,
                UiText.Of(
                    $"Let tokens and signatures of clients be sent to {environment.BaseAddress.Host}, which is not "
                        + "the Ministry's",
                    $"Zgoda na wysyłanie tokenów i podpisów klientów do {environment.BaseAddress.Host}, który nie "
                        + "należy do Ministerstwa"
                )
            )
        )
            Approve(allowed, environment);
    }

    private void Approve(AllowedEnvironments allowed, KsefEnvironment environment)
    {
        try
        {
            WriteObject(allowed.Approve(environment, TimeProvider.System.GetUtcNow()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.Of(exception, environment.Name));
        }
    }
}
