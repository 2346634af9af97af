using KsefTools.Core.Api;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Certificates.Care;

/// <summary>
/// Finds a session in which KSeF can be asked about an identity's certificates: any of its certificates will do, in any
/// context in which the identity has a right.
/// </summary>
internal sealed class HolderSessions(KsefSessions sessions, TimeProvider time)
{
    /// <summary>How many contexts are tried: where one client after the other lets nobody in, none will.</summary>
    private const int MostContexts = 5;

    /// <param name="items">Certificates of one identity in one environment.</param>
    /// <param name="preferred">Which are tried first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <summary>Opens one, and says with which certificate.</summary>
    /// <exception cref="CertificateCareException">None signs in.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public async Task<(KsefSession Session, HeldItem Signer)> OpenAsync(
        IReadOnlyCollection<HeldItem> items,
        Func<HeldItem, bool> preferred,
        CancellationToken cancellationToken
    )
    {
        SignInException? last = null;
        var signers = items
            .Where(item => item.MaySignIn(time))
            .OrderByDescending(preferred)
            .ThenByDescending(item => item.Details.ValidTo);
        foreach (var signer in signers)
        foreach (var context in signer.Place.Contexts.Take(MostContexts))
            try
            {
                var environment = signer.Place.Ksef;
                return (
                    await sessions.OpenAsync(environment, context, signer.Material, fresh: false, cancellationToken),
                    signer
                );
            }
            catch (SignInException refusal) when (refusal.SpeaksAboutCredential)
            {
                last = refusal;
                if (refusal.Failure is SignInFailure.CertificateRejected or SignInFailure.CertificateRevoked)
                    break;
            }
        return await RememberedAsync(items, cancellationToken)
            ?? throw new CertificateCareException(
                CertificateCareFailure.NobodySigns,
                CareSentences.NobodySigns(items.First().Place.Holder, last?.Message),
                last
            );
    }

    // A certificate that no longer signs in may have left a session that KSeF still takes.
    private async Task<(KsefSession, HeldItem)?> RememberedAsync(
        IReadOnlyCollection<HeldItem> items,
        CancellationToken cancellationToken
    )
    {
        foreach (var item in items)
        foreach (var context in item.Place.Contexts)
        {
            var environment = item.Place.Ksef;
            if (
                await sessions.TryOpenRememberedAsync(environment, context, item.Material, cancellationToken) is
                { } session
            )
                return (session, item);
        }
        return null;
    }
}
