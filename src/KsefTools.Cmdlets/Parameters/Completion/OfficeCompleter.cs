using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;
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
        var takesPatterns = TakesPatterns(commandName, parameterName);
        var typed = wordToComplete.Trim('\'', '"');
        if (takesPatterns)
            typed = WildcardPattern.Unescape(typed);
        return
        [
            .. Known(fakeBoundParameters)
                .Where(candidate => candidate.Text.Contains(typed, StringComparison.CurrentCultureIgnoreCase))
                .DistinctBy(candidate => candidate.Text, StringComparer.OrdinalIgnoreCase)
                // What begins so is meant before what only contains it: the first one is inserted.
                .OrderBy(candidate => !candidate.Text.StartsWith(typed, StringComparison.CurrentCultureIgnoreCase))
                .ThenBy(candidate => candidate.Text, StringComparer.CurrentCultureIgnoreCase)
                .Select(candidate => new CompletionResult(
                    CommandText.Argument(takesPatterns ? WildcardPattern.Escape(candidate.Text) : candidate.Text),
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

    // Such a parameter would take the signs of a name for a pattern, and choose somebody else.
    private static bool TakesPatterns(string command, string parameter) =>
        typeof(OfficeCompleter)
            .Assembly.GetExportedTypes()
            .FirstOrDefault(type =>
                type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet
                && command.EndsWith($"{cmdlet.VerbName}-{cmdlet.NounName}", StringComparison.OrdinalIgnoreCase)
            )
            ?.GetProperty(parameter, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase)
            ?.IsDefined(typeof(SupportsWildcardsAttribute))
            is true;

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
