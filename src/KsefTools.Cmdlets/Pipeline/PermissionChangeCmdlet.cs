using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Permissions;
using KsefTools.Core.Permissions.Changes;
using KsefTools.Core.Permissions.Granting;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>
/// A cmdlet that grants or revokes: gathers what is to be done, then does it at many clients at the same time, and
/// waits until KSeF has.
/// </summary>
public abstract class PermissionChangeCmdlet : OfficeCmdlet
{
    private readonly List<PermissionJob> _jobs = [];

    /// <summary>Clients worked on at the same time; without it, the office's policy.throttle.parallel.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        var onlyLooks = IsWhatIf;
        foreach (var group in _jobs.GroupBy(job => job.Office))
            GuardAll(
                group.Key.Path,
                () =>
                    Ask(
                        group.Key,
                        (ksef, cancellation) =>
                            onlyLooks
                                ? LookAsync(group.Key, [.. group], ksef, cancellation)
                                : DoAsync(group.Key, [.. group], ksef, cancellation)
                    )
            );
    }

    private protected void Plan(PermissionJob job) => _jobs.Add(job);

    /// <summary>
    /// Asks the person, and plans it. Under -WhatIf KSeF is asked first, at the end for all: what it would do is told,
    /// and not what is there already.
    /// </summary>
    private protected void PlanGrant(PermissionJob job, GrantOrder order)
    {
        var planned = job with { Order = order };
        if (IsWhatIf || MayGrant(planned, order.Permissions))
            Plan(planned);
    }

    private bool MayGrant(PermissionJob job, IEnumerable<string> permissions)
    {
        var order = job.Order!;
        var what = string.Join(", ", permissions);
        var target = order.Target is { } at ? $" ({at.Value ?? at.Type})" : "";
        var subject =
            $"{order.SubjectName}, {order.Subject.Type} {MaskedNumber.Of(order.Subject.Type, order.Subject.Value)}";
        return ShouldProcess(
            $"{job.Context.Value} {job.Name}",
            UiText.Of($"Grant {what}{target} to {subject}", $"Nadanie {what}{target}: {subject}")
        );
    }

    /// <summary>A job at a client.</summary>
    private protected static PermissionJob JobAt(OfficeFolder office, ClientProfile profile) =>
        PermissionJob.AtClient(office, profile);

    /// <summary>A job in the office's own context.</summary>
    /// <exception cref="ShellException">No identity of the office has a certificate.</exception>
    private protected static PermissionJob JobAtHome(OfficeFolder office, string? environment) =>
        PermissionJob.AtHome(office, environment, office.IdentityAtHome() ?? throw ShellErrors.NobodyAtHome(office));

    private async Task LookAsync(
        OfficeFolder office,
        IReadOnlyList<PermissionJob> jobs,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        var changes = new PermissionChanges(ksef.Vault, ksef.Sessions, new PermissionOptions(), TimeProvider.System);
        var parallel = ThrottleLimit ?? office.Settings.Policy.Throttle.Parallel;
        var granted = 0;
        await foreach (var outlook in changes.LookAsync(jobs, parallel, cancellationToken))
        {
            if (outlook is { Failure: null, Missing.Count: 0 })
                granted++;
            else
                Pump.Post(() => Tell(outlook));
        }
        if (granted > 0)
            Pump.Post(() =>
                this.Say(
                    UiText.Of(
                        $"Granted already, so that nothing would be done: {granted} of {jobs.Count}.",
                        $"Już nadane, więc nic nie zostanie zrobione: {granted} z {jobs.Count}."
                    )
                )
            );
    }

    private void Tell(PermissionOutlook outlook)
    {
        if (outlook.Failure is { } failure)
            WriteFailure(failure, outlook.Job.Context.Value, outlook.Job.Name);
        else
            MayGrant(outlook.Job, outlook.Missing);
    }

    private async Task DoAsync(
        OfficeFolder office,
        IReadOnlyList<PermissionJob> jobs,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        var progress = new ThrottledProgress(
            WriteProgress,
            TimeProvider.System,
            UiText.Of("Changing permissions", "Zmiana uprawnień")
        );
        var changes = new PermissionChanges(ksef.Vault, ksef.Sessions, new PermissionOptions(), TimeProvider.System);
        var parallel = ThrottleLimit ?? office.Settings.Policy.Throttle.Parallel;
        var done = 0;
        await foreach (var result in changes.RunAsync(jobs, parallel, cancellationToken))
        {
            done++;
            var at = done;
            Pump.Post(() =>
            {
                Write(result);
                progress.Report(at, jobs.Count, result.Job.Name);
            });
        }
        Pump.Post(progress.Complete);
    }

    private void Write(PermissionJobResult result)
    {
        if (result.Change is not null)
            WriteObject(result.Change);
        if (result.Warning is not null)
            WriteWarning($"{result.Job.Context.Value} ({result.Job.Name}): {result.Warning}");
        if (result.Failure is not null)
            WriteFailure(result.Failure, result.Job.Context.Value, result.Job.Name);
    }
}
