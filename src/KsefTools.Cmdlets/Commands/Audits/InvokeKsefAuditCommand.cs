using System.Management.Automation;
using KsefTools.Cmdlets.Notices;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Notices;
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
    private static readonly TimeSpan NoticeLimit = TimeSpan.FromSeconds(30);

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

    /// <summary>
    /// Looks who has access at each client, too, and keeps it in the run's folder: about six requests a client more.
    /// </summary>
    [Parameter]
    public SwitchParameter Access { get; set; }

    /// <summary>Gives the one object about the run, with its exit code, in place of the results.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <summary>
    /// Tells what changed since the run before, once the run has ended: script blocks, addresses that take JSON, and
    /// hashtables for mail.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? Notify { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        GuardAll(
            office.Path,
            () =>
            {
                var parser = new NotifierParser(office.Settings.Vault);
                var notifiers = (Notify ?? []).Select(parser.Parse).ToList();
                var run = Audit(office);
                if (notifiers.Count > 0)
                    Tell(office, run, notifiers);
            }
        );
    }

    private OfficeRun Audit(OfficeFolder office)
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
            Access = Access,
            Keep = Keep,
            Allowed = AllowedEnvironments.OfUser(),
            Progress = at => Pump.Post(() => progress.Report(at.Done, at.Total, at.Current)),
            Warn = warning => Pump.Post(() => WriteWarning(warning)),
        };
        OfficeRun? ended = null;
        Ask(
            office,
            async (ksef, cancellation) =>
            {
                var run = ended = new OfficeRun(office, ksef.Vault, ksef.Sessions, TimeProvider.System);
                await foreach (var result in run.RunAsync(options, cancellation))
                    if (!Summary)
                        Pump.Post(() => WriteObject(result));
                if (Summary)
                    Pump.Post(() => WriteObject(run.Summary));
                Pump.Post(progress.Complete);
            }
        );
        return ended!;
    }

    // After everything else: what a notifier does wrong is a warning and a line of the run's log.
    private void Tell(OfficeFolder office, OfficeRun run, IReadOnlyList<Notifier> notifiers)
    {
        var log = new NoticeLog(office, run.Summary!, WriteWarning, TimeProvider.System);
        Notice? notice;
        try
        {
            notice = NoticeNews.Of(office, run);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            log.NotTold(UiText.Of("all", "wszyscy"), exception);
            return;
        }
        if (notice is null)
            return;
        var sender = new NoticeSender(SecretVault, NoticeLimit);
        foreach (var notifier in notifiers)
            try
            {
                if (notifier.Script is { } script)
                    script.InvokeWithContext(
                        functionsToDefine: null,
                        [new PSVariable("_", notice.Summary)],
                        notice.Summary,
                        notice.Changes.ToArray()
                    );
                else
                    Run(cancellation => sender.SendAsync(notifier.Target!, notice, cancellation));
                log.Told(notifier.Name);
            }
            catch (Exception exception)
                when (!StopToken.IsCancellationRequested && exception is not PipelineStoppedException)
            {
                log.NotTold(notifier.Name, exception);
            }
    }
}
