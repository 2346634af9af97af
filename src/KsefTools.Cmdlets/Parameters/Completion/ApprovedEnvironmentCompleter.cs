using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KsefTools.Core;
using KsefTools.Core.Api.Environments;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The addresses that this user approved.</summary>
internal sealed class ApprovedEnvironmentCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) =>
        AllowedEnvironments
            .OfUser()
            .Approved()
            .Select(approved => approved.Name)
            .Where(name => name.Contains(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(
                CommandText.Argument(name),
                name,
                CompletionResultType.ParameterValue,
                name
            ));
}
