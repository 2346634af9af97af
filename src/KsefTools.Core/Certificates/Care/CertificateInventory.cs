using System.Runtime.CompilerServices;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Certificates.Enrolment.Running;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Certificates.Care;

/// <summary>
/// Lists certificates: what files and vault have, and what KSeF lists. KSeF is asked once for an identity and an
/// environment, for the list is the same in every context and for every client.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
/// <param name="time">The clock.</param>
public sealed class CertificateInventory(
    OfficeFolder office,
    ISecretVault vault,
    KsefSessions sessions,
    TimeProvider time
)
{
    /// <summary>
    /// One listing for each identity, in the order in which they come; before them one without certificates for each
    /// vault that does not answer.
    /// </summary>
    /// <param name="holders">
    /// Whose certificates; null for all of the office's identities and all clients that have their own.
    /// </param>
    /// <param name="local">Asks the vault alone: no network.</param>
    /// <param name="throttleLimit">Identities worked on at the same time.</param>
    /// <param name="warn">Told which secrets are missing or no certificates.</param>
    /// <param name="cancellationToken">Ends the work and waits for it.</param>
    /// <exception cref="EnrolmentException">The office has no such holder.</exception>
    public async IAsyncEnumerable<CertificateListing> RunAsync(
        IEnumerable<CertificateHolder>? holders,
        bool local,
        int throttleLimit,
        Action<string>? warn,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var silences = new List<CertificateListing>();
        using var holdings = await CertificateHoldings.ReadAsync(
            office,
            vault,
            holders ?? CertificateHoldings.AllHolders(office),
            cancellationToken,
            silent: (holder, silence) => silences.Add(new CertificateListing(holder, [], silence))
        );
        foreach (var listing in silences)
            yield return listing;
        foreach (var warning in holdings.Warnings)
            warn?.Invoke(warning);
        await foreach (
            var listing in ResultStream.RunAsync(
                _ => holdings.Items.GroupBy(IdentityOf).ToAsyncEnumerable(),
                throttleLimit,
                (group, cancel) => ListAsync([.. group], local, cancel),
                (group, fault) => new CertificateListing(group.First().Place.Holder, [], fault),
                cancellationToken
            )
        )
            yield return listing;
    }

    internal static (Uri, CertificateIdentity) IdentityOf(HeldItem item) =>
        (item.Place.Ksef.BaseAddress, item.Details.Identity);

    private async Task<CertificateListing> ListAsync(
        IReadOnlyList<HeldItem> items,
        bool local,
        CancellationToken cancellationToken
    )
    {
        var holder = items[0].Place.Holder;
        // KSeF's list has nothing of an identity whose certificates are all somebody else's, but it may have some of
        // its own.
        if (local)
            return new CertificateListing(holder, Merge(items, listed: null), null);
        try
        {
            var (session, _) = await new HolderSessions(sessions, time).OpenAsync(items, _ => false, cancellationToken);
            var listed = await new CertificateRegister(session).ListAsync(cancellationToken);
            return new CertificateListing(holder, Merge(items, listed), null);
        }
        catch (Exception silence) when (Faults.AreOfOneItem(silence, cancellationToken))
        {
            return new CertificateListing(holder, Merge(items, listed: null), silence);
        }
    }

    private IReadOnlyList<KsefCertificate> Merge(
        IReadOnlyList<HeldItem> items,
        IReadOnlyList<CertificateMetadata>? listed
    )
    {
        var inKsef = (listed ?? [])
            .DistinctBy(certificate => certificate.CertificateSerialNumber, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(certificate => certificate.CertificateSerialNumber, StringComparer.OrdinalIgnoreCase);
        var ours = items
            .DistinctBy(item => item.Details.Fingerprint, StringComparer.Ordinal)
            .Select(item =>
                CertificateNouns.Of(
                    item,
                    office,
                    listed is not null,
                    inKsef.GetValueOrDefault(item.Details.SerialNumber)
                )
            )
            .ToList();
        var known = ours.Select(certificate => certificate.SerialNumber).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. ours.Concat(
                    inKsef
                        .Values.Where(certificate => !known.Contains(certificate.CertificateSerialNumber))
                        .Select(certificate => CertificateNouns.Of(items[0], office, certificate))
                )
                .OrderByDescending(certificate => certificate.ValidTo)
                .ThenBy(certificate => certificate.SerialNumber, StringComparer.Ordinal),
        ];
    }
}
