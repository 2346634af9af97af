using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Explanations;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Explains codes: the findings of an audit, the problems of an office's files, and the ids of errors. Each is
/// explained once, however often it comes through the pipeline.
/// </summary>
[Cmdlet(VerbsCommon.Get, "KsefFinding")]
[OutputType(typeof(KsefExplanation))]
public sealed class GetKsefFindingCommand : PSCmdlet
{
    private readonly HashSet<string> _explained = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Codes or patterns; without them, all. Results of an audit and errors can be piped in.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [Alias("Findings", "FullyQualifiedErrorId")]
    [CodeTransformation]
    [ArgumentCompleter(typeof(FindingCompleter))]
    [AllowEmptyCollection]
    [SupportsWildcards]
    public string[]? Code { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Code is null && MyInvocation.ExpectingInput)
            return;
        var all = ExplanationPages.All();
        foreach (var code in (Code ?? ["*"]).SelectMany(Parts))
        {
            var found = all.Where(explanation => ProfileFilter.Matches(code, explanation.Code)).ToList();
            if (found.Count == 0 && !ProfileFilter.IsPattern(code))
                WriteError(ErrorRecords.Of(ShellErrors.CodeUnknown(code, all.Select(one => one.Code)), code));
            foreach (var explanation in found)
                if (_explained.Add($"{explanation.Kind} {explanation.Code}"))
                    WriteObject(explanation);
        }
    }

    // A cell of a CSV file names several, and an error's id its command: VaultLocked,KsefTools.Cmdlets.Commands.…
    private static IEnumerable<string> Parts(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !part.StartsWith("KsefTools.", StringComparison.Ordinal));
}
