using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Doomed.Operations;

/// <summary>
/// Gets the first certificate of the office's identity <c>seal</c>, signed for with the seal at hand.
/// </summary>
internal sealed class EnrolOperation : IDoomedOperation
{
    public string Name => "enrol";

    public async Task<string> RunAsync(DoomedOffice office, CancellationToken cancellationToken)
    {
        using var seal = office.Folder.ReadSeal();
        var result = await Engine(office)
            .EnrolAsync(
                Order(office),
                cancel => office.Sessions.OpenAsync(office.Environment, office.OwnContext, seal, fresh: false, cancel),
                cancellationToken
            );
        return result.Outcome.ToString();
    }

    internal static CertificateEnrolment Engine(DoomedOffice office) =>
        new(office.Office, office.Vault, office.Sessions, office.Clock, options: null, office.Fate);

    internal static EnrolmentOrder Order(DoomedOffice office) =>
        new()
        {
            Holder = CertificateHolder.OfIdentity("seal"),
            Environment = office.Environment,
            Context = office.OwnContext,
        };
}
