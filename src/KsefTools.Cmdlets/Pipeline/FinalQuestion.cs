using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using KsefTools.Cmdlets.Errors;
using KsefTools.Core;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>
/// Asks before a switch does what cannot be undone, in a cmdlet whose other work can be. To be used on the pipeline
/// thread, after ShouldProcess.
/// </summary>
/// <param name="cmdlet">Who asks.</param>
internal sealed class FinalQuestion(PSCmdlet cmdlet)
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>
    /// Whether it may be done. Not asked again where -Confirm has asked already, and not at all where -Confirm:$false
    /// or the preference says so, as with PowerShell's own cmdlets of high impact.
    /// </summary>
    /// <param name="question">What is lost, in one sentence.</param>
    /// <exception cref="ShellException">Nobody is there to answer.</exception>
    internal bool Ask(string question)
    {
        if (cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm"))
            return true;
        if (
            LanguagePrimitives.TryConvertTo<ConfirmImpact>(
                cmdlet.GetVariableValue("ConfirmPreference"),
                CultureInfo.InvariantCulture,
                out var preference
            )
            && preference is ConfirmImpact.None
        )
            return true;
        try
        {
            return cmdlet.ShouldContinue(
                PlainText.Lines(question),
                UiText.Of("This cannot be undone", "Tej czynności nie można cofnąć"),
                // Enter alone means no.
                hasSecurityImpact: true,
                ref _yesToAll,
                ref _noToAll
            );
        }
        catch (Exception exception) when (exception is PSInvalidOperationException or HostException)
        {
            throw ShellErrors.NobodyToAsk(question);
        }
    }
}
