using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Office;
using KsefTools.Core.Runs;
using KsefTools.Core.Runs.Comparison;
using KsefTools.Core.Runs.Storage;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Compares two audit runs, or a run and now: what is new, worse, better and gone, by client and finding. What the
/// later run could not look at is no change.
/// </summary>
[Cmdlet(VerbsData.Compare, "KsefAudit", DefaultParameterSetName = ByRuns)]
[OutputType(typeof(KsefAuditChange))]
public sealed class CompareKsefAuditCommand : OfficeCmdlet
{
    private const string ByRuns = "Runs";
    private const string ByNow = "Now";

    /// <summary>The earlier run; without it, the one before the later run.</summary>
    [Parameter(Position = 0)]
    [TidyText]
    [Alias("ReferenceRun")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AuditRunCompleter))]
    public string? Reference { get; set; }

    /// <summary>The later run; without it, the newest.</summary>
    [Parameter(Position = 1, ParameterSetName = ByRuns)]
    [TidyText]
    [Alias("DifferenceRun")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AuditRunCompleter))]
    public string? Difference { get; set; }

    /// <summary>Audits the office now and compares with that; nothing of it is kept.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByNow)]
    public SwitchParameter Now { get; set; }

    /// <summary>Also findings for information: the law's end of tokens above all.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        GuardAll(
            office.Path,
            () =>
            {
                var (reference, difference) = Now ? (Earlier(office, before: null), Audit(office)) : Runs(office);
                foreach (var change in RunComparison.Of(reference, difference, office.Path))
                    if (All || RunComparison.Counts(change))
                        WriteObject(change);
            }
        );
    }

    private (RunRecord, RunRecord) Runs(OfficeFolder office)
    {
        var store = new RunStore(office);
        var later = Difference ?? (store.LatestTested() ?? throw RunException.NothingToCompare()).RunId;
        return (Earlier(office, later), store.Read(later));
    }

    private RunRecord Earlier(OfficeFolder office, string? before)
    {
        var store = new RunStore(office);
        return store.Read(Reference ?? (store.TestedBefore(before) ?? throw RunException.NothingToCompare()).RunId);
    }

    private RunRecord Audit(OfficeFolder office)
    {
        RunRecord? now = null;
        var options = new RunOptions
        {
            IsKept = false,
            Allowed = AllowedEnvironments.OfUser(),
            Warn = warning => Pump.Post(() => WriteWarning(warning)),
        };
        Ask(
            office,
            async (ksef, cancellation) =>
            {
                var run = new OfficeRun(office, ksef.Vault, ksef.Sessions, TimeProvider.System);
                await foreach (var _ in run.RunAsync(options, cancellation))
                {
                    // What it found is in its record.
                }
                now = run.Record;
            }
        );
        return now!;
    }
}
