using System.Management.Automation;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Office;
using KsefTools.Core.Runs;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Audits a whole office: files, vaults, credentials, the office's certificates, what clients have granted, what is
/// waited for, interrupted operations and quotas. Results come out as they are reached; a folder of the run stays.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "KsefAudit")]
[OutputType(typeof(KsefAuditResult), typeof(KsefAudit))]
public sealed class InvokeKsefAuditCommand : OfficeCmdlet
{
    /// <summary>How many runs stay in the office's folder audits, this one among them.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int Keep { get; set; } = 30;

    /// <summary>Clients worked on at the same time; without it, the office's policy.throttle.parallel.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    /// <summary>Signs in again everywhere, whatever sessions are remembered.</summary>
    [Parameter]
    public SwitchParameter Fresh { get; set; }

    /// <summary>Gives the one object about the run, with its exit code, in place of the results.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        GuardAll(office.Path, () => Audit(office));
    }

    private void Audit(OfficeFolder office)
    {
        var progress = new ThrottledProgress(
            WriteProgress,
            TimeProvider.System,
            UiText.Of("Auditing the office", "Sprawdzanie biura")
        );
        var options = new RunOptions
        {
            ThrottleLimit = ThrottleLimit,
            Fresh = Fresh,
            Keep = Keep,
            Allowed = AllowedEnvironments.OfUser(),
            Progress = at => Pump.Post(() => progress.Report(at.Done, at.Total, at.Current)),
            Warn = warning => Pump.Post(() => WriteWarning(warning)),
        };
        Ask(
            office,
            async (ksef, cancellation) =>
            {
                var run = new OfficeRun(office, ksef.Vault, ksef.Sessions, TimeProvider.System);
                await foreach (var result in run.RunAsync(options, cancellation))
                    if (!Summary)
                        Pump.Post(() => WriteObject(result));
                if (Summary)
                    Pump.Post(() => WriteObject(run.Summary));
                Pump.Post(progress.Complete);
            }
        );
    }
}
