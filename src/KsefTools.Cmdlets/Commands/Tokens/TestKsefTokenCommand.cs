using System.Management.Automation;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core;
using KsefTools.Core.Audit;
using KsefTools.Core.Audit.Observations;
using KsefTools.Core.Office;
using KsefTools.Core.Tokens;
using KsefTools.Core.Tokens.Sending;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Tests clients' credentials against KSeF, tokens and certificates: one verdict for each, whatever broke, with what to
/// type next. Runs at the speed that the API's limits allow.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "KsefToken")]
[OutputType(typeof(KsefTokenTestResult), typeof(KsefSendingTest))]
public sealed class TestKsefTokenCommand : CredentialQueryCmdlet
{
    /// <summary>
    /// Signs in again everywhere, whatever sessions are remembered: proves that each token itself works, now.
    /// </summary>
    [Parameter]
    public SwitchParameter Fresh { get; set; }

    /// <summary>
    /// Asks only whether each client's invoices may be sent now: one result a client, one request where a session
    /// lives.
    /// </summary>
    [Parameter]
    public SwitchParameter ForSending { get; set; }

    /// <inheritdoc/>
    private protected override async Task AskAsync(
        OfficeFolder office,
        IReadOnlyList<KsefCredential> credentials,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        if (ForSending)
        {
            var check = new SendingCheck(office, ksef.Vault, ksef.Sessions);
            await foreach (var result in check.RunAsync(credentials, Parallelism(office), cancellationToken))
                Pump.Post(() => WriteObject(result));
            return;
        }
        var progress = new ThrottledProgress(
            WriteProgress,
            TimeProvider.System,
            UiText.Of("Testing credentials", "Sprawdzanie poświadczeń")
        );
        var audit = new OfficeAudit(office, ksef.Vault, ksef.Sessions, TimeProvider.System);
        var options = new AuditOptions
        {
            ThrottleLimit = Parallelism(office),
            Fresh = Fresh,
            Progress = at => Pump.Post(() => progress.Report(at.Done, at.Total, at.Current)),
            Warn = warning => Pump.Post(() => WriteWarning(warning)),
        };
        var before = LastStatus(office, credentials);
        var summary = new AuditSummary();
        await foreach (var result in audit.RunAsync(credentials, options, cancellationToken))
        {
            summary.Add(result, before.GetValueOrDefault((result.Nip, result.SecretName)));
            Pump.Post(() => WriteObject(result));
        }
        Pump.Post(progress.Complete);
        foreach (var line in summary.Lines())
            Pump.Post(() => this.Say(line));
    }

    private static Dictionary<(string Nip, string? Secret), CredentialStatus?> LastStatus(
        OfficeFolder office,
        IEnumerable<KsefCredential> credentials
    )
    {
        var observations = ObservationStore.Of(office);
        var last = new Dictionary<(string, string?), CredentialStatus?>();
        foreach (var credential in credentials)
            last[(credential.Nip, credential.SecretName)] = observations.Find(credential)?.Status;
        return last;
    }
}
