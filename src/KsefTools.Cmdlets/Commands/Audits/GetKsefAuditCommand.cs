using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core.Office;
using KsefTools.Core.Runs;
using KsefTools.Core.Runs.Storage;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Gets the audit runs that the office has kept, newest first, what one of them found, or who had access then.
/// </summary>
[Cmdlet(VerbsCommon.Get, "KsefAudit", DefaultParameterSetName = "Run")]
[OutputType(typeof(KsefAudit), ParameterSetName = ["Run"])]
[OutputType(typeof(KsefAuditResult), ParameterSetName = ["Results"])]
[OutputType(typeof(KsefAccess), ParameterSetName = ["Access"])]
public sealed class GetKsefAuditCommand : OfficeCmdlet
{
    /// <summary>Runs by name, or patterns.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AuditRunCompleter))]
    [SupportsWildcards]
    public string[]? RunId { get; set; }

    /// <summary>What they found, in place of what they came to; without -RunId, of the newest.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Results")]
    public SwitchParameter Results { get; set; }

    /// <summary>Who had access at which client; without -RunId, of the newest run that looked.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Access")]
    public SwitchParameter Access { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        Guard(office.Path, () => Get(office));
    }

    private void Get(OfficeFolder office)
    {
        var store = new RunStore(office);
        var runs = store.List();
        foreach (var name in RunId ?? [])
            if (!WildcardPattern.ContainsWildcardCharacters(name) && runs.All(run => !IsNamed(run, name)))
                Guard(name, () => store.Read(name));
        var newest = Access && RunId is null ? store.LatestWithAccess() : null;
        var chosen =
            RunId is not null ? runs.Where(run => RunId.Any(name => IsNamed(run, name)))
            : newest is not null ? runs.Where(run => run.RunId == newest)
            : Results ? runs.Take(1)
            : runs;
        foreach (var run in chosen)
            if (Access)
                Guard(run.RunId, () => WriteObject(RowsOf(store, run.RunId), enumerateCollection: true));
            else if (Results)
                Guard(run.RunId, () => WriteObject(store.Read(run.RunId).Results, enumerateCollection: true));
            else
                WriteObject(run);
    }

    private static IReadOnlyList<KsefAccess> RowsOf(RunStore store, string runId) =>
        (store.ReadAccess(runId) ?? throw RunException.NoAccess(runId)).Rows;

    private static bool IsNamed(KsefAudit run, string name) =>
        new WildcardPattern(name, WildcardOptions.IgnoreCase).IsMatch(run.RunId);
}
