using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Core;
using KsefTools.Core.Access.Ending;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Ends access for good: all of the office's at clients who say so, with their parts, or all of somebody's who leaves,
/// at all clients. What only a client can end is told, with a letter. Safe to repeat, also after an interruption.
/// -WhatIf is the plan.
/// </summary>
[Cmdlet(
    VerbsSecurity.Revoke,
    "KsefAccess",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = ByClient
)]
[OutputType(typeof(KsefAccessEnd))]
public sealed class RevokeKsefAccessCommand : OfficeCmdlet
{
    private const string ByClient = "Nip";
    private const string ByHolder = "Holder";

    private readonly List<(OfficeFolder Office, ClientProfile Profile)> _clients = [];
    private bool _onlyPlans;
    private string? _letters;
    private string? _evidence;

    /// <summary>The clients that the office leaves; dashes, spaces and the prefix PL are taken.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = ByClient
    )]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string[] Nip { get; set; } = [];

    /// <summary>Who leaves: a PESEL, NIP, fingerprint, name, identity, or a token's number; patterns, too.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByHolder)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AuthorCompleter))]
    [SupportsWildcards]
    public string[] Holder { get; set; } = [];

    /// <summary>New tokens take the place of the leaver's in the office's profiles, before those end.</summary>
    [Parameter(ParameterSetName = ByHolder)]
    public SwitchParameter Replace { get; set; }

    /// <summary>Ends the office's last working access to a client, too.</summary>
    [Parameter(ParameterSetName = ByHolder)]
    public SwitchParameter Force { get; set; }

    /// <summary>Revokes certificates of type Offline, too: QR codes on invoices that were handed out break.</summary>
    [Parameter]
    public SwitchParameter IncludeOffline { get; set; }

    /// <summary>A folder for letters to the clients who have to end something themselves.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RequestPath { get; set; }

    /// <summary>A folder for the evidence: for each client what ended when, and KSeF's answers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EvidencePath { get; set; }

    /// <summary>Clients worked on at the same time; without it, the office's policy.throttle.parallel.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    // Paths and preferences belong to the pipeline thread.
    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _onlyPlans = IsWhatIf;
        _letters = RequestPath is null ? null : FilePaths.Full(this, RequestPath);
        _evidence = EvidencePath is null ? null : FilePaths.Full(this, EvidencePath);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        foreach (var nip in Nip)
            Guard(
                nip,
                () => _clients.AddRange(WithParts(office, FindProfile(office, nip)).Select(one => (office, one)))
            );
        if (ParameterSetName is not ByHolder)
            return;
        foreach (var result in office.Profiles.ReadAll(cancellationToken: StopToken))
            if (result.Profile is { } profile)
                _clients.Add((office, profile));
            else
                WriteFailure(new OfficeFileException(result.Problems), result.Path);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var group in _clients.GroupBy(item => item.Office, item => item.Profile))
            GuardAll(
                group.Key.Path,
                () => End(group.Key, [.. group.DistinctBy(profile => (profile.Path, profile.Nip))])
            );
    }

    private void End(OfficeFolder office, IReadOnlyList<ClientProfile> clients)
    {
        var progress = new ThrottledProgress(
            WriteProgress,
            TimeProvider.System,
            UiText.Of("Ending access", "Kończenie dostępu")
        );
        var options = new AccessEndOptions
        {
            ThrottleLimit = ThrottleLimit ?? office.Settings.Policy.Throttle.Parallel,
            OnlyPlan = _onlyPlans,
            Force = Force,
            Replace = Replace,
            IncludeOffline = IncludeOffline,
            LetterFolder = _letters,
            EvidenceFolder = _evidence,
            Confirm = (plan, cancellation) => Pump.InvokeAsync(() => May(plan), cancellation),
            Progress = (done, total, name) => Pump.Post(() => progress.Report(done, total, name)),
            Warn = warning => Pump.Post(() => WriteWarning(warning)),
            Steps = new Steps(step => Pump.Post(() => WriteVerbose(step))),
        };
        Ask(
            office,
            async (ksef, cancellation) =>
            {
                var ending = new AccessEnding(
                    office,
                    ksef.Vault,
                    ksef.Sessions,
                    ksef.Cache,
                    TimeProvider.System,
                    options
                );
                var order = new AccessEndOrder(clients) { Holders = Holder };
                var ends = new List<KsefAccessEnd>();
                await foreach (var end in ending.RunAsync(order, cancellation))
                {
                    ends.Add(end);
                    Pump.Post(() => WriteObject(end));
                }
                Pump.Post(progress.Complete);
                if (!_onlyPlans && NextSteps.AfterEnding(ends, Holder) is { } next)
                    Pump.Post(() => this.Say(next));
            }
        );
    }

    private bool May(KsefAccessEnd plan)
    {
        foreach (var step in plan.Steps.Where(IsOfflineRevocation))
            WriteWarning(AccessEnding.OfflineWarning(plan, step));
        var ended = string.Join(
            "; ",
            plan.Steps.Where(step => step.Outcome is AccessEndOutcome.Planned).Select(Access)
        );
        return ShouldProcess(
            $"{plan.Nip} ({plan.Name})",
            UiText.Of($"End for good: {ended}", $"Trwałe zakończenie dostępu: {ended}")
        );
    }

    private static string Access(KsefAccessStep step) =>
        string.Join(' ', new[] { $"{step.Kind}", step.What, step.Holder }.Where(part => !string.IsNullOrEmpty(part)));

    private static bool IsOfflineRevocation(KsefAccessStep step) =>
        step is { Kind: AccessKind.Certificate, What: "Offline", Outcome: AccessEndOutcome.Planned };
}
