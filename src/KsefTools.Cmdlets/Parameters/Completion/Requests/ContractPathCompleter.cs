using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KsefTools.Core;
using KsefTools.Core.Api.Contract;

namespace KsefTools.Cmdlets.Parameters.Completion.Requests;

/// <summary>The paths of KSeF's contract, those of the method that was typed.</summary>
internal sealed class ContractPathCompleter : IArgumentCompleter
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
        var wanted = new TypedPart(wordToComplete.Trim('\'', '"'));
        var method = fakeBoundParameters["Method"]?.ToString();
        return ContractOperation
            .All.Where(operation => !operation.GivesSecret)
            .Where(operation => method is null || operation.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            .GroupBy(operation => operation.Template, operation => operation.Method, StringComparer.Ordinal)
            .Select(path => (Path: path.Key, Methods: string.Join(", ", path), Rank: wanted.RankIn(path.Key, path.Key)))
            .Where(item => item.Rank is not null)
            .OrderBy(item => item.Rank)
            .ThenBy(item => item.Path, StringComparer.Ordinal)
            .Select(item => new CompletionResult(
                CommandText.Argument(item.Path),
                item.Path,
                CompletionResultType.ParameterValue,
                $"{item.Methods} {item.Path}"
            ));
    }
}
