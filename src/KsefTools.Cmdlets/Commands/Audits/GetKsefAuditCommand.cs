using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core.Office;
using KsefTools.Core.Runs.Storage;

namespace KsefTools.Cmdlets.Commands;

/// <summary>Gets the audit runs that the office has kept, newest first, or what one of them found.</summary>
[Cmdlet(VerbsCommon.Get, "KsefAudit")]
[OutputType(typeof(KsefAudit), typeof(KsefAuditResult))]
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
    [Parameter]
    public SwitchParameter Results { get; set; }

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
        var chosen = RunId is null
            ? (Results ? runs.Take(1) : runs)
            : runs.Where(run => RunId.Any(name => IsNamed(run, name)));
        foreach (var run in chosen)
            if (Results)
                Guard(run.RunId, () => WriteObject(store.Read(run.RunId).Results, enumerateCollection: true));
            else
                WriteObject(run);
    }

    private static bool IsNamed(KsefAudit run, string name) =>
        new WildcardPattern(name, WildcardOptions.IgnoreCase).IsMatch(run.RunId);
}
