using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;

namespace KsefTools.Demo.Certificates;

/// <summary>
/// Judges every certificate at hand with the audit that the cmdlets use: the office's new one, and what lies in the
/// drawer.
/// </summary>
public static class DemoCertificates
{
    /// <summary>One verdict for each certificate, the office's first.</summary>
    public static async Task<AuditReport> RunAsync(
        DemoOffice office,
        DemoClient client,
        CancellationToken cancellationToken
    )
    {
        var stored = await CertificateDrawer.PutInAsync(office, cancellationToken);
        var own = office.Folder.ToKsefCredential(CertificateHolder.OfIdentity(DemoOffice.Seal));
        var report = await DemoAudit.RunAsync(
            office,
            client,
            [own, .. stored],
            office.Folder.Settings.Policy,
            progress: null,
            cancellationToken
        );
        await CertificateDrawer.TakeOutAsync(office, stored, cancellationToken);
        return report with
        {
            Results =
            [
                .. report
                    .Results.OrderBy(result => result.Identity is null)
                    .ThenByDescending(result => result.Status)
                    .ThenBy(result => result.Name, StringComparer.CurrentCulture),
            ],
        };
    }
}
