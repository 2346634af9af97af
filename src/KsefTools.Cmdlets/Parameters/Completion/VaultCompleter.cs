using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The registered vaults.</summary>
internal sealed class VaultCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        try
        {
            using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            return
            [
                .. shell
                    .AddCommand(@"Microsoft.PowerShell.SecretManagement\Get-SecretVault")
                    .Invoke()
                    .Select(vault => vault.Properties["Name"]?.Value?.ToString())
                    .OfType<string>()
                    .Where(name => name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
                    .Select(name => new CompletionResult(name)),
            ];
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            // Nothing to offer, and nothing to say while somebody types.
            return [];
        }
    }
}
