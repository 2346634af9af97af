using System.Management.Automation;
using KsefTools.Core;

namespace KsefTools.Cmdlets.Prompt;

/// <summary>Sentences for whoever sits at the prompt.</summary>
internal static class HostLines
{
    /// <summary>
    /// Says a sentence as Write-Host does: seen at a prompt, never in the pipeline, silent under -InformationAction
    /// Ignore.
    /// </summary>
    internal static void Say(this Cmdlet cmdlet, string text) =>
        cmdlet.WriteInformation(new HostInformationMessage { Message = PlainText.Lines(text) }, ["PSHOST"]);
}
