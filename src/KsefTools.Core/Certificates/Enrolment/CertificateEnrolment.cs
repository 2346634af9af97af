using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Enrolment.Running;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Certificates.Enrolment;

/// <summary>
/// Gets certificates from KSeF and renews them. A run may be killed anywhere: the next call for the same holder
/// completes it, whichever of the two methods is called, before anything new begins. No key is lost, no second
/// enrolment is spent, and no certificate is issued whose key is not in the vault.
/// </summary>
/// <param name="office">The office; its files are read again by each call.</param>
/// <param name="vault">The vaults.</param>
/// <param name="sessions">Sign in and count the limits.</param>
/// <param name="time">Tells the present and measures waits.</param>
/// <param name="options">Null for the defaults.</param>
/// <param name="progress">Hears of each step once it is on disk; null for nobody.</param>
public sealed class CertificateEnrolment(
    OfficeFolder office,
    ISecretVault vault,
    KsefSessions sessions,
    TimeProvider time,
    EnrolmentOptions? options = null,
    IProgress<string>? progress = null
)
{
    private readonly EnrolmentOptions _options = options ?? new EnrolmentOptions();

    /// <summary>
    /// Gets a certificate for a holder that has none; one that has one keeps it, unless the order forces.
    /// </summary>
    /// <param name="order">What to get.</param>
    /// <param name="openSession">
    /// Opens a session of the holder by signature. Null to sign in with the certificate that the holder has.
    /// </param>
    /// <param name="cancellationToken">Ends the wait between steps; the next call goes on.</param>
    /// <exception cref="EnrolmentException">There is no new certificate, for the reason that it names.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked; the next call goes on.</exception>
    /// <exception cref="SignInException">KSeF refused the sign-in.</exception>
    /// <exception cref="SecretVaultException">
    /// The vault did not do what it was asked; the next call goes on.
    /// </exception>
    /// <exception cref="OfficeFolderException">Journal or lock cannot be written; nothing was done.</exception>
    /// <exception cref="OfficeFileException">
    /// A file of the office cannot be read or changed; the next call goes on.
    /// </exception>
    public Task<EnrolmentResult> EnrolAsync(
        EnrolmentOrder order,
        Func<CancellationToken, Task<KsefSession>>? openSession,
        CancellationToken cancellationToken
    ) => RunAsync(order, isRenewal: false, openSession, cancellationToken);

    /// <summary>
    /// Renews the holder's certificate once it ends soon, and warns earlier where that would not fit into the quotas.
    /// Safe to call daily.
    /// </summary>
    /// <param name="order">What to renew.</param>
    /// <param name="openSession">
    /// Opens a session of the holder by signature. Null to sign in with the certificate that is to be renewed: the
    /// documentation allows it, the regulation (§ 6(1)(4)) names qualified means only.
    /// </param>
    /// <param name="cancellationToken">Ends the wait between steps; the next call goes on.</param>
    /// <remarks>Throws as <see cref="EnrolAsync"/> does.</remarks>
    public Task<EnrolmentResult> RenewAsync(
        EnrolmentOrder order,
        Func<CancellationToken, Task<KsefSession>>? openSession,
        CancellationToken cancellationToken
    ) => RunAsync(order, isRenewal: true, openSession, cancellationToken);

    /// <summary>
    /// Refuses a certificate to sign in with that is somebody else's, before anything is sent. What a certificate does
    /// not show (a fingerprint's holder, the owner of a client's present one) is looked at after the sign-in.
    /// </summary>
    /// <param name="office">Whose holder.</param>
    /// <param name="holder">Who gets the certificate.</param>
    /// <param name="certificate">What is to sign in.</param>
    /// <exception cref="EnrolmentException">It is somebody else's, or the office has no such holder.</exception>
    public static void RequireSigner(OfficeFolder office, CertificateHolder holder, CertificateDetails certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var signers = HeldCertificate.SignersOf(office, holder);
        var isOpen =
            signers.Any(signer => signer.Kind is IdentityKind.Fingerprint)
            || (holder.Kind is HolderKind.Client && HeldCertificate.IsNamed(office, holder));
        if (!isOpen && !signers.Any(certificate.BelongsTo))
            throw new EnrolmentException(EnrolmentFailure.WrongIdentity, EnrolmentSentences.WrongCertificate(holder));
    }

    /// <summary>
    /// Why a renewal would find nothing: no file of the office names a certificate of the holder, and no run for one is
    /// open. Null where there is something; whether it is due, the renewal tells.
    /// </summary>
    /// <param name="office">Whose holder.</param>
    /// <param name="holder">Whose certificate.</param>
    /// <exception cref="OfficeFolderException">A record of an earlier run cannot be read.</exception>
    public static EnrolmentException? NothingToRenew(OfficeFolder office, CertificateHolder holder) =>
        HeldCertificate.IsNamed(office, holder) || EnrolmentRecords.IsOpen(office, holder)
            ? null
            : new EnrolmentException(EnrolmentFailure.NothingToRenew, EnrolmentSentences.NothingToRenew(holder));

    /// <summary>What a run would do: nothing is sent, and nothing is written.</summary>
    /// <param name="office">Whose holder.</param>
    /// <param name="vault">Where the present certificate is.</param>
    /// <param name="time">Tells the present.</param>
    /// <param name="order">What to get, or to renew.</param>
    /// <param name="isRenewal">Whether it would be renewed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EnrolmentException">There is nothing to renew, or no such holder.</exception>
    /// <exception cref="SecretVaultException">The vault could not be read.</exception>
    /// <exception cref="OfficeFolderException">A record of an earlier run cannot be read.</exception>
    public static Task<EnrolmentOutlook> LookAsync(
        OfficeFolder office,
        ISecretVault vault,
        TimeProvider time,
        EnrolmentOrder order,
        bool isRenewal,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(order);
        return EnrolmentOutlooks.LookAsync(office, vault, time, order, isRenewal, cancellationToken);
    }

    private async Task<EnrolmentResult> RunAsync(
        EnrolmentOrder order,
        bool isRenewal,
        Func<CancellationToken, Task<KsefSession>>? openSession,
        CancellationToken cancellationToken
    )
    {
        var identity = HeldCertificate.IdentityOf(office, order.Holder);
        using var held = SubjectLock.OfCertificates(
            office,
            order.Environment.BaseAddress,
            identity?.ToString() ?? order.Holder.ToString()
        );
        if (held is null)
            return new EnrolmentResult
            {
                Holder = order.Holder,
                Outcome = EnrolmentOutcome.Busy,
                Reason = EnrolmentSentences.Busy(order.Holder),
            };
        // Another process may have changed the files until a moment ago.
        var now = OfficeFolder.Open(office.Path);
        using var attempt = new EnrolmentAttempt(now, vault, sessions, time, _options, progress, order, openSession);
        return await attempt.RunAsync(isRenewal, cancellationToken);
    }
}
