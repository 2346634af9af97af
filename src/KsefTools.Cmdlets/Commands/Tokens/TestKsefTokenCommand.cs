using System.Management.Automation;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core;
using KsefTools.Core.Audit;
using KsefTools.Core.Office;
using KsefTools.Core.Tokens;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Tests clients' credentials against KSeF, tokens and certificates: one verdict for each, whatever broke, with what to
/// type next. Runs at the speed that the API's limits allow.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "KsefToken")]
[OutputType(typeof(KsefTokenTestResult))]
public sealed class TestKsefTokenCommand : CredentialQueryCmdlet
{
    /// <summary>
    /// Signs in again everywhere, whatever sessions are remembered: proves that each token itself works, now.
    /// </summary>
    [Parameter]
    public SwitchParameter Fresh { get; set; }

    /// <inheritdoc/>
    private protected override async Task AskAsync(
        OfficeFolder office,
        IReadOnlyList<KsefCredential> credentials,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
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
        await foreach (var result in audit.RunAsync(credentials, options, cancellationToken))
            Pump.Post(() => WriteObject(result));
        Pump.Post(progress.Complete);
    }
}
