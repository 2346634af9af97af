using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>When an order is due, for the run and for whoever asks before it.</summary>
internal static class EnrolmentOutlooks
{
    /// <inheritdoc cref="CertificateEnrolment.LookAsync"/>
    public static async Task<EnrolmentOutlook> LookAsync(
        OfficeFolder office,
        ISecretVault vault,
        TimeProvider time,
        EnrolmentOrder order,
        bool isRenewal,
        CancellationToken cancellationToken
    )
    {
        using var present = await HeldCertificate.FindAsync(
            office,
            vault,
            order,
            EnrolmentRecords.FindLast(office, plan => IsOf(plan, order))?.Secret,
            cancellationToken
        );
        var isInterrupted = EnrolmentRecords.IsOpen(office, plan => IsOf(plan, order));
        if (isRenewal && present is null && !isInterrupted)
            throw new EnrolmentException(
                EnrolmentFailure.NothingToRenew,
                EnrolmentSentences.NothingToRenew(order.Holder)
            );
        var isDue = isInterrupted || order.Force || present is null || IsDue(office, time, order, present, isRenewal);
        return new EnrolmentOutlook(
            isDue,
            isInterrupted,
            present?.Material.Details.SerialNumber,
            present?.Material.Details.ValidTo,
            isDue ? "" : EnrolmentSentences.NotDue(present!.Material.Details.ValidTo, Due(office, order, present))
        );
    }

    /// <summary>Whether a plan is what an order asks for.</summary>
    public static bool IsOf(EnrolmentPlan plan, EnrolmentOrder order) =>
        plan.Holder == order.Holder
        && plan.Type == order.Type
        && EnvironmentName.Same(plan.Environment, order.Environment.Name);

    /// <summary>From when on a certificate is renewed.</summary>
    public static DateTimeOffset Due(OfficeFolder office, EnrolmentOrder order, HeldCertificate present) =>
        present.Material.Details.ValidTo - (order.RenewBefore ?? office.Settings.Policy.RenewBefore);

    /// <summary>Whether the present certificate's time is short enough for another.</summary>
    public static bool IsDue(
        OfficeFolder office,
        TimeProvider time,
        EnrolmentOrder order,
        HeldCertificate present,
        bool isRenewal
    ) => time.GetUtcNow() >= (isRenewal ? Due(office, order, present) : present.Material.Details.ValidTo);
}
