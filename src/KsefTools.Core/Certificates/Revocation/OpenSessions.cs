using KsefTools.Core.Api;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Certificates.Revocation;

/// <summary>
/// Closes the sessions that a certificate or a token left: KSeF leaves them open when it is revoked, and they can be
/// refreshed for days. A session does not name its certificate, so all that a signature of the same holder opened are
/// closed.
/// </summary>
internal static class OpenSessions
{
    /// <summary>Closes all others of a signature that began before this one.</summary>
    /// <exception cref="KsefApiException">KSeF could not be asked, or did not close one.</exception>
    /// <exception cref="SignInException">The session ended.</exception>
    public static async Task CloseEarlierAsync(KsefSession session, CancellationToken cancellationToken)
    {
        var all = await ListAsync(session, cancellationToken);
        var since = all.Find(open => open.IsCurrent is true)?.StartDate ?? DateTimeOffset.MaxValue;
        foreach (var open in all.Where(open => IsOther(open) && (open.StartDate is null || open.StartDate <= since)))
            await CloseAsync(session, open, cancellationToken);
    }

    /// <summary>Closes all others of a signature, and then this one.</summary>
    /// <returns>How many there were; none where this one had been closed before.</returns>
    /// <exception cref="KsefApiException">KSeF could not be asked, or did not close one.</exception>
    /// <exception cref="SignInException">The session ended.</exception>
    public static async Task<int> CloseAllAsync(KsefSession session, CancellationToken cancellationToken)
    {
        var all = await ListAsync(session, cancellationToken);
        var own = all.Where(IsOther).Concat(all.Where(open => open.IsCurrent is true)).ToList();
        foreach (var open in own)
            await CloseAsync(session, open, cancellationToken);
        return own.Count;
    }

    /// <summary>
    /// Closes all that tokens opened and this session may see. A session does not name its token either: another one of
    /// the same author may lose a session, too, and signs in again.
    /// </summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="KsefApiException">KSeF could not be asked, or did not close one.</exception>
    /// <exception cref="SignInException">The session ended.</exception>
    public static async Task<int> CloseOfTokensAsync(KsefSession session, CancellationToken cancellationToken)
    {
        var all = await ListAsync(session, cancellationToken);
        var theirs = all.Where(open => open.AuthenticationMethodInfo?.Category is "Token").ToList();
        foreach (var open in theirs)
            await CloseAsync(session, open, cancellationToken);
        return theirs.Count;
    }

    private static bool IsOther(SignInSession open) =>
        open.IsCurrent is not true && open.AuthenticationMethodInfo?.Category is null or "XadesSignature";

    private static async Task CloseAsync(
        KsefSession session,
        SignInSession open,
        CancellationToken cancellationToken
    ) =>
        await session.SendAsync(
            async (access, cancel) =>
            {
                await session.Api.CloseSessionAsync(access, open.ReferenceNumber, cancel);
                return true;
            },
            cancellationToken
        );

    /// <summary>All that KSeF shows the session: those of its own subject in its context.</summary>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    /// <exception cref="SignInException">The session ended.</exception>
    public static async Task<List<SignInSession>> ListAsync(KsefSession session, CancellationToken cancellationToken) =>
        await Paging
            .ByTokenAsync(
                "GET /auth/sessions",
                async (token, cancel) =>
                {
                    var page = await session.SendAsync(
                        (access, stop) => session.Api.ListSessionsAsync(access, token, stop),
                        cancel
                    );
                    return (page.Items, page.ContinuationToken);
                },
                open => open.ReferenceNumber,
                cancellationToken
            )
            .ToListAsync(cancellationToken);
}
