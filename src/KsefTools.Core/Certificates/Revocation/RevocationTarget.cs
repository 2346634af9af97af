using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Certificates.Enrolment.Running;
using KsefTools.Core.Office;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Certificates.Revocation;

/// <summary>The certificate that is meant, and with whose session it is revoked.</summary>
/// <param name="Certificate">It, as KSeF lists it.</param>
/// <param name="Own">It with its key; null where only KSeF has it.</param>
/// <param name="Signer">The certificate of the same holder that signs in; may be the same.</param>
/// <param name="Session">Opened by the signer.</param>
internal sealed record RevocationTarget(
    KsefCertificate Certificate,
    HeldItem? Own,
    HeldItem Signer,
    KsefSession Session
)
{
    /// <summary>Whether the certificate revokes itself: from then on, it opens no session any more.</summary>
    public bool RevokesItself =>
        Own is not null && string.Equals(Own.Details.Fingerprint, Signer.Details.Fingerprint, StringComparison.Ordinal);

    /// <summary>Finds it: in the list of its holder where it is ours, else in the list of each holder.</summary>
    /// <exception cref="CertificateCareException">Nobody has it, or nobody can sign in for its holder.</exception>
    /// <exception cref="Api.KsefApiException">KSeF could not be asked.</exception>
    public static async Task<RevocationTarget> FindAsync(
        OfficeFolder office,
        CertificateHoldings holdings,
        HolderSessions sessions,
        string serial,
        CancellationToken cancellationToken
    )
    {
        var own = holdings.Items.FirstOrDefault(item => Same(item.Details.SerialNumber, serial));
        if (own is { Details.Type: CertificateType.External })
            throw new CertificateCareException(CertificateCareFailure.CannotRevoke, CareSentences.NotKsefs(serial));
        CertificateCareException? silent = null;
        foreach (var group in holdings.Items.GroupBy(CertificateInventory.IdentityOf))
            if (own is null || group.Contains(own))
                try
                {
                    if (await FindAsync(office, [.. group], own, sessions, serial, cancellationToken) is { } found)
                        return found;
                }
                catch (CertificateCareException silence)
                {
                    silent ??= silence;
                }
        throw silent ?? new CertificateCareException(CertificateCareFailure.NotFound, CareSentences.NotFound(serial));
    }

    private static async Task<RevocationTarget?> FindAsync(
        OfficeFolder office,
        IReadOnlyList<HeldItem> items,
        HeldItem? own,
        HolderSessions sessions,
        string serial,
        CancellationToken cancellationToken
    )
    {
        // A sibling still signs in once the certificate is revoked.
        var (session, signer) = await sessions.OpenAsync(
            items,
            item => !Same(item.Details.SerialNumber, serial),
            cancellationToken
        );
        var all = await new CertificateRegister(session).ListAsync(cancellationToken);
        if (all.FirstOrDefault(one => Same(one.CertificateSerialNumber, serial)) is not { } listed)
            return null;
        var certificate = own is null
            ? CertificateNouns.Of(signer, office, listed)
            : CertificateNouns.Of(own, office, wasAsked: true, listed);
        return new RevocationTarget(certificate, own, signer, session);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
