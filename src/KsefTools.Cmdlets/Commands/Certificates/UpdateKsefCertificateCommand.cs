using System.Management.Automation;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Core;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.SignIn;
using KsefTools.Core.Signing;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Renews KSeF certificates that end soon: new key, new certificate, a sign-in as proof, and then all profiles name it.
/// Safe to run daily; a run that was interrupted is completed by the next one.
/// </summary>
[Cmdlet(VerbsData.Update, "KsefCertificate", SupportsShouldProcess = true, DefaultParameterSetName = ByPresent)]
[OutputType(typeof(KsefCertificateResult))]
public sealed class UpdateKsefCertificateCommand : EnrolmentCmdlet
{
    private readonly FinalQuestion _question;

    public UpdateKsefCertificateCommand() => _question = new FinalQuestion(this);

    /// <summary>How many days before its end; without it, the office's policy.renewBefore.</summary>
    [Parameter]
    [ValidateRange(1, 730)]
    public int? RenewBeforeDays { get; set; }

    /// <summary>Revokes the former certificate once the new one works, and closes the sessions it left.</summary>
    [Parameter]
    public SwitchParameter RevokeOld { get; set; }

    /// <summary>Renews now, however long the present one lasts.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    // Nothing is wrong with an identity that has no certificate yet: one line says how it gets one.
    /// <inheritdoc/>
    private protected override bool IsMeant(OfficeFolder office, string name)
    {
        if (CertificateEnrolment.NothingToRenew(office, SigningOrder.Of(office, name).Holder) is not { } nothing)
            return true;
        this.Say(nothing.Message);
        return false;
    }

    /// <inheritdoc/>
    private protected override void Require(OfficeFolder office, CertificateHolder holder)
    {
        if (CertificateEnrolment.NothingToRenew(office, holder) is { } nothing)
            throw nothing;
    }

    /// <inheritdoc/>
    private protected override bool IsRenewal => true;

    /// <inheritdoc/>
    private protected override bool MayGet(CertificateHolder holder, EnrolmentOutlook outlook) =>
        ShouldProcess(holder.Title, Action(outlook))
        && (
            !RevokeOld
            || _question.Ask(
                UiText.Of(
                    $"The present certificate of {holder.Title} is revoked in KSeF for good once the new one works.",
                    $"Obecny certyfikat ({holder.Title}) zostanie w KSeF trwale unieważniony, gdy nowy zacznie działać."
                )
            )
        );

    private static string Action(EnrolmentOutlook outlook) =>
        outlook is { IsInterrupted: false, SerialNumber: { } serial, ValidTo: { } end }
            ? UiText.Of(
                $"Renew the KSeF certificate {serial}, which ends on {LocalTime.Day(end)}",
                $"Odnowienie certyfikatu KSeF {serial}, ważnego do {LocalTime.Day(end)}"
            )
            : UiText.Of(
                "Complete the interrupted run for a KSeF certificate",
                "Dokończenie przerwanego wniosku o certyfikat KSeF"
            );

    /// <inheritdoc/>
    private protected override EnrolmentOrder Refine(EnrolmentOrder order) =>
        order with
        {
            RenewBefore = RenewBeforeDays is { } days ? TimeSpan.FromDays(days) : null,
            RevokeOld = RevokeOld,
            Force = Force,
        };

    /// <inheritdoc/>
    private protected override Task<EnrolmentResult> GetAsync(
        CertificateEnrolment enrolment,
        EnrolmentOrder order,
        Func<CancellationToken, Task<KsefSession>>? openSession,
        CancellationToken cancellationToken
    ) => enrolment.RenewAsync(order, openSession, cancellationToken);
}
