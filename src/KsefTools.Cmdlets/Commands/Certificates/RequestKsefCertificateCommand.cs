using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.SignIn;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Gets a KSeF certificate for an identity of the office or for a client: a new key into the vault first, then the
/// request, and a sign-in as proof. A run that was interrupted is completed by the next one.
/// </summary>
[Cmdlet(VerbsLifecycle.Request, "KsefCertificate", SupportsShouldProcess = true, DefaultParameterSetName = ByPresent)]
[OutputType(typeof(KsefCertificateResult))]
public sealed class RequestKsefCertificateCommand : EnrolmentCmdlet
{
    /// <summary>Authentication, to sign in; Offline, for the second QR code of offline invoices.</summary>
    [Parameter]
    [ValidateSet("Authentication", "Offline")]
    public string Type { get; set; } = "Authentication";

    /// <summary>Ec (P-256) or Rsa (2048).</summary>
    [Parameter]
    [ValidateSet("Ec", "Rsa")]
    public string KeyAlgorithm { get; set; } = "Ec";

    /// <summary>How its name in KSeF begins.</summary>
    [Parameter]
    [TidyText]
    [ValidateNotNullOrEmpty]
    public string? Label { get; set; }

    /// <summary>When its time begins.</summary>
    [Parameter]
    public DateTime? ValidFrom { get; set; }

    /// <summary>Another vault than the office's.</summary>
    [Parameter]
    [TidyText]
    [ArgumentCompleter(typeof(VaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>Gets one although the present one would do.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override bool IsRenewal => false;

    /// <inheritdoc/>
    private protected override IEnumerable<string> ForNextRun =>
        [.. base.ForNextRun, nameof(KeyAlgorithm), nameof(Label), nameof(ValidFrom), nameof(Vault)];

    /// <inheritdoc/>
    private protected override bool MayGet(CertificateHolder holder, EnrolmentOutlook outlook) =>
        ShouldProcess(
            holder.Title,
            UiText.Of($"Request a KSeF certificate ({Type})", $"Wniosek o certyfikat KSeF ({Type})")
        );

    /// <inheritdoc/>
    private protected override EnrolmentOrder Refine(EnrolmentOrder order) =>
        order with
        {
            Type = Type is "Offline" ? CertificateType.Offline : CertificateType.Authentication,
            Algorithm = KeyAlgorithm is "Rsa" ? Core.Keys.KeyAlgorithm.Rsa : Core.Keys.KeyAlgorithm.Ec,
            Label = Label,
            ValidFrom = ValidFrom is { } day ? new DateTimeOffset(day) : null,
            Vault = Vault,
            Force = Force,
        };

    /// <inheritdoc/>
    private protected override Task<EnrolmentResult> GetAsync(
        CertificateEnrolment enrolment,
        EnrolmentOrder order,
        Func<CancellationToken, Task<KsefSession>>? openSession,
        CancellationToken cancellationToken
    ) => enrolment.EnrolAsync(order, openSession, cancellationToken);
}
