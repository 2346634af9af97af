using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;
using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Profiles.Index;
using KsefTools.Core.Office.Settings;

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
        var wanted = new TypedPart(typed);
        return
        [
            .. Known(fakeBoundParameters)
                .Select(candidate => (candidate, Rank: wanted.RankIn(candidate.Text, candidate.AlsoKnownAs)))
                .Where(item => item.Rank is not null)
                .DistinctBy(item => item.candidate.Text, StringComparer.OrdinalIgnoreCase)
                // What begins so is meant before what only contains it: the first one is inserted.
                .OrderBy(item => item.Rank)
                .ThenBy(item => item.candidate.Text, StringComparer.CurrentCultureIgnoreCase)
                .Select(item => item.candidate)
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
    private protected abstract IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound);

    private IReadOnlyList<Candidate> Known(IDictionary bound)
    {
        try
        {
            return [.. Always, .. Candidates(new OfficeAtHand(LocateOffice(bound)), bound)];
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            // No office, a broken file: then there is no more to offer.
            return [.. Always];
        }
    }

    // Such a parameter would take the signs of a name for a pattern, and choose somebody else.
    private static bool TakesPatterns(string command, string parameter)
    {
        var name = command[(command.IndexOf('\\', StringComparison.Ordinal) + 1)..];
        var type = typeof(OfficeCompleter).Assembly.GetType(
            $"KsefTools.Cmdlets.Commands.{name.Replace("-", "", StringComparison.Ordinal)}Command",
            throwOnError: false,
            ignoreCase: true
        );
        return type
            ?.GetProperty(parameter, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase)
            ?.IsDefined(typeof(SupportsWildcardsAttribute))
            is true;
    }

    private static string LocateOffice(IDictionary bound)
    {
        var path = bound["OfficePath"]?.ToString();
        if (path is not null && Runspace.DefaultRunspace is { } runspace)
            path = runspace.SessionStateProxy.Path.GetUnresolvedProviderPathFromPSPath(path);
        return OfficeFolder.Locate(path);
    }

    /// <summary>The office of the typed command, as much of it as is asked for.</summary>
    private protected sealed class OfficeAtHand(string path)
    {
        /// <summary>The folder.</summary>
        public string Path => path;

        /// <summary>The clients, without a look at office.yaml.</summary>
        public IReadOnlyList<ClientProfile> Clients => ClientIndex.Read(path);

        /// <summary>The office, with what office.yaml says.</summary>
        public OfficeFolder Folder => OfficeFolder.Open(path);

        /// <inheritdoc cref="OfficeFolder.Settings"/>
        public OfficeSettings Settings => Folder.Settings;
    }

    /// <summary>One thing that could stand where the person types.</summary>
    /// <param name="Text">What is inserted.</param>
    /// <param name="Shown">What the list shows.</param>
    /// <param name="AlsoKnownAs">By what else a person may look for it.</param>
    private protected sealed record Candidate(string Text, string Shown, string AlsoKnownAs = "");
}
