using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Core.Certificates.Revocation;

/// <summary>
/// Revokes certificates and closes the sessions that they leave, which KSeF does not. Safe to repeat: what is revoked
/// stays so, and a run that was killed is completed by the next one. The secret stays in the vault: another program may
/// still need to read what it was. Files that name it are told, not changed.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
/// <param name="cache">The cache of <paramref name="sessions"/>: kept before a certificate revokes itself.</param>
/// <param name="time">The clock.</param>
/// <param name="progress">Hears of each step once it is on disk; null for nobody.</param>
public sealed class CertificateRevocation(
    OfficeFolder office,
    ISecretVault vault,
    KsefSessions sessions,
    SessionCache cache,
    TimeProvider time,
    IProgress<string>? progress = null
)
{
    /// <summary>Finds one as a revocation would, and changes nothing.</summary>
    /// <returns>As KSeF lists it; one that is revoked already says so.</returns>
    /// <remarks>Throws as <see cref="RevokeAsync(RevocationOrder, CancellationToken)"/> does.</remarks>
    public async Task<KsefCertificate> LookAsync(RevocationOrder order, CancellationToken cancellationToken)
    {
        using var holdings = await ReadAsync(order, cancellationToken);
        return (await FindAsync(holdings, order.SerialNumber, cancellationToken)).Certificate;
    }

    /// <summary>Revokes one.</summary>
    /// <exception cref="CertificateCareException">
    /// It is not found, or cannot be revoked, or nobody can sign in for it.
    /// </exception>
    /// <exception cref="EnrolmentException">The office has no such holder.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked, or its answer was lost; run again.</exception>
    /// <exception cref="SignInException">KSeF refused the sign-in.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    /// <exception cref="OfficeFolderException">Journal or lock cannot be written; nothing was done.</exception>
    public async Task<RevocationResult> RevokeAsync(RevocationOrder order, CancellationToken cancellationToken)
    {
        using var holdings = await ReadAsync(order, cancellationToken);
        var (certificate, target) = await FindAsync(holdings, order.SerialNumber, cancellationToken);
        if (target is null)
            return AlreadyRevoked(certificate);
        // The same lock as a renewal's, so that no run switches to what another revokes.
        using var held = SubjectLock.OfCertificates(
            office,
            target.Session.Environment.BaseAddress,
            LockName(target.Signer)
        );
        return held is null
            ? new RevocationResult(target.Certificate, RevocationOutcome.Busy)
            {
                Reason = EnrolmentSentences.Busy(target.Signer.Place.Holder),
            }
            : await RevokeAsync(target, order.Reason, cancellationToken);
    }

    private Task<CertificateHoldings> ReadAsync(RevocationOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        return CertificateHoldings.ReadAsync(
            office,
            vault,
            order.Holder is { } holder ? [holder] : CertificateHoldings.AllHolders(office),
            cancellationToken,
            order.AlsoIn
        );
    }

    /// <summary>The certificate, and how it is revoked; no target where it was seen to be revoked already.</summary>
    private async Task<(KsefCertificate Certificate, RevocationTarget? Target)> FindAsync(
        CertificateHoldings holdings,
        string serial,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var target = await RevocationTarget.FindAsync(
                office,
                holdings,
                new HolderSessions(sessions, time),
                serial,
                cancellationToken
            );
            return CertificateStandings.Read(target.Certificate.Status) is CertificateStanding.Expired
                ? throw new CertificateCareException(
                    CertificateCareFailure.CannotRevoke,
                    CareSentences.Expired(target.Certificate.SerialNumber)
                )
                : (target.Certificate, target);
        }
        catch (CertificateCareException silence) when (silence.Failure is CertificateCareFailure.NobodySigns)
        {
            if (await FindRevokedAsync(holdings, serial, cancellationToken) is { } seen)
                return (seen, null);
            throw;
        }
    }

    /// <summary>
    /// Where nobody signs in any more to read KSeF's list, the refusal of the certificate itself tells that it is
    /// revoked: by a run that died before it could say so.
    /// </summary>
    private async Task<KsefCertificate?> FindRevokedAsync(
        CertificateHoldings holdings,
        string serial,
        CancellationToken cancellationToken
    )
    {
        var own = holdings.Items.FirstOrDefault(item =>
            string.Equals(item.Details.SerialNumber, serial, StringComparison.OrdinalIgnoreCase)
        );
        if (own is null)
            return null;
        try
        {
            await sessions.OpenAsync(
                own.Place.Ksef,
                own.Place.Contexts[0],
                own.Material,
                fresh: true,
                cancellationToken
            );
            return null;
        }
        catch (SignInException refusal) when (refusal.Failure is SignInFailure.CertificateRevoked)
        {
            return CertificateNouns.Of(own, office) with { Status = "Revoked" };
        }
    }

    private RevocationResult AlreadyRevoked(KsefCertificate certificate)
    {
        using var record = GoOn(certificate);
        var unfinished = record?.Conclude();
        return new RevocationResult(certificate, RevocationOutcome.AlreadyRevoked)
        {
            WasResumed = record is not null,
            Warnings = unfinished is null ? [] : [unfinished],
        };
    }

    private async Task<RevocationResult> RevokeAsync(
        RevocationTarget target,
        RevocationReason reason,
        CancellationToken cancellationToken
    )
    {
        var certificate = target.Certificate;
        var standing = CertificateStandings.Read(certificate.Status);
        using var record = GoOn(certificate) ?? Begin(certificate, reason);
        var left = new LeftSessions(sessions, target);
        if (target.RevokesItself)
        {
            await left.OpenAsync(cancellationToken);
            // Should this process die now, the next one closes what it can with these.
            await cache.SaveAsync(warn: null, cancellationToken);
        }
        if (standing is not CertificateStanding.Revoked)
        {
            record.Write(RevocationStep.Revoking);
            await RevokeAsync(target.Session, certificate.SerialNumber, reason);
            record.Write(RevocationStep.Revoked);
        }
        var warnings = await left.CloseAsync(cancellationToken);
        record.Write(RevocationStep.SessionsClosed);
        var unfinished = record.Conclude();
        return new RevocationResult(
            certificate with
            {
                Status = "Revoked",
            },
            standing is CertificateStanding.Revoked ? RevocationOutcome.AlreadyRevoked : RevocationOutcome.Revoked
        )
        {
            WasResumed = record.WasResumed,
            Warnings = [.. warnings, .. StillNamed(target), .. unfinished is null ? [] : new[] { unfinished }],
        };
    }

    private OperationRecord? GoOn(KsefCertificate certificate) =>
        new OpenOperations(office, [OperationKind.Revocation]).TryResume(
            OperationKind.Revocation,
            SubjectOf(certificate),
            time,
            progress
        );

    private OperationRecord Begin(KsefCertificate certificate, RevocationReason reason) =>
        OperationRecord.Begin(
            office,
            time,
            OperationKind.Revocation,
            SubjectOf(certificate),
            progress,
            ("serial", certificate.SerialNumber),
            ("holder", certificate.Holder),
            ("environment", certificate.Environment),
            ("reason", reason.ToString())
        );

    private static string SubjectOf(KsefCertificate certificate) =>
        $"{certificate.SerialNumber}, {certificate.Environment}";

    // Ctrl-C waits for the answer; the call has a time limit of its own.
    private static async Task RevokeAsync(KsefSession session, string serial, RevocationReason reason) =>
        await session.SendAsync(
            async (access, _) =>
            {
                var request = new RevokeCertificateRequest(reason.ToString());
                await session.Api.RevokeCertificateAsync(access, serial, request, CancellationToken.None);
                return true;
            },
            CancellationToken.None
        );

    private IEnumerable<string> StillNamed(RevocationTarget target)
    {
        if (target.Own is not { } own)
            yield break;
        var identities = office
            .Settings.Identities.Where(identity => IsIt(own, identity.Secret, identity.Vault))
            .Select(identity => $"office.yaml ({identity.Name})");
        var profiles = office
            .Profiles.ReadAll()
            .Select(result => result.Profile)
            .OfType<ClientProfile>()
            .Where(profile => profile.Access.Any(entry => IsIt(own, entry.Secret, entry.Vault)))
            .Select(profile => Path.GetFileName(profile.Path));
        List<string> files = [.. identities, .. profiles];
        if (files.Count > 0)
            yield return CareSentences.StillNamed(own.Secret, files);
    }

    private bool IsIt(HeldItem own, string? secret, string? vaultName) =>
        string.Equals(secret, own.Secret.Name, StringComparison.OrdinalIgnoreCase)
        && string.Equals(vaultName ?? office.Settings.Vault, own.Secret.Vault, StringComparison.OrdinalIgnoreCase);

    private static string LockName(HeldItem item) =>
        item.Place.Holder.Kind is HolderKind.Client ? item.Place.Holder.ToString() : item.Details.Identity.ToString();
}
