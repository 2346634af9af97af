using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KsefTools.Cmdlets.Explanations;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The codes that can be explained, with what each means beside it.</summary>
internal sealed class FindingCompleter : IArgumentCompleter
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
        return ExplanationPages
            .All()
            .DistinctBy(explanation => explanation.Code, StringComparer.OrdinalIgnoreCase)
            .Select(explanation => (explanation, Rank: wanted.RankIn(explanation.Code, "")))
            .Where(item => item.Rank is not null)
            .OrderBy(item => item.Rank)
            .Select(item => new CompletionResult(
                item.explanation.Code,
                item.explanation.Code,
                CompletionResultType.ParameterValue,
                item.explanation.When
            ));
    }
}
