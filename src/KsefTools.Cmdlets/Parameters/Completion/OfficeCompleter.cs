using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>
/// Completes from the office's folder: no network, no vault, and never an error while somebody types.
/// </summary>
internal abstract class OfficeCompleter : IArgumentCompleter
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
        var typed = wordToComplete.Trim('\'', '"');
        return
        [
            .. Known(fakeBoundParameters)
                .Where(candidate => candidate.Text.Contains(typed, StringComparison.CurrentCultureIgnoreCase))
                .DistinctBy(candidate => candidate.Text, StringComparer.OrdinalIgnoreCase)
                .OrderBy(candidate => candidate.Text, StringComparer.CurrentCultureIgnoreCase)
                .Select(candidate => new CompletionResult(
                    CommandText.Argument(candidate.Text),
                    candidate.Shown,
                    CompletionResultType.ParameterValue,
                    candidate.Shown
                )),
        ];
    }

    /// <summary>What can stand here whatever the office.</summary>
    private protected virtual IEnumerable<Candidate> Always => [];

    /// <summary>All that could stand here; the typed part is looked for in the text.</summary>
    private protected abstract IEnumerable<Candidate> Candidates(OfficeFolder office, IDictionary bound);

    private protected static IEnumerable<ClientProfile> Profiles(OfficeFolder office) =>
        office.Profiles.ReadAll().Select(result => result.Profile).OfType<ClientProfile>();

    private IReadOnlyList<Candidate> Known(IDictionary bound)
    {
        try
        {
            return [.. Always, .. Candidates(Open(bound), bound)];
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            // No office, a broken file: then there is no more to offer.
            return [.. Always];
        }
    }

    private static OfficeFolder Open(IDictionary bound)
    {
        var path = bound["OfficePath"]?.ToString();
        if (path is not null && Runspace.DefaultRunspace is { } runspace)
            path = runspace.SessionStateProxy.Path.GetUnresolvedProviderPathFromPSPath(path);
        return OfficeFolder.Open(OfficeFolder.Locate(path));
    }

    /// <summary>One thing that could stand where the person types.</summary>
    /// <param name="Text">What is inserted.</param>
    /// <param name="Shown">What the list shows.</param>
    private protected sealed record Candidate(string Text, string Shown);
}
