using KsefTools.Core.Api;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.SignIn.Sessions;

/// <summary>Gets one credential an access token in one context, by the cheapest way that works.</summary>
/// <param name="api">Which KSeF.</param>
/// <param name="cache">Sessions of earlier runs.</param>
/// <param name="context">In whose name.</param>
/// <param name="key">Under which the credential's sessions are cached (<see cref="SessionKey"/>).</param>
/// <param name="signIn">A complete sign-in with the credential.</param>
internal sealed class SessionRenewal(
    KsefApi api,
    SessionCache cache,
    ContextIdentifier context,
    string key,
    Func<CancellationToken, Task<RedeemedTokens>> signIn
)
{
    internal KsefApi Api => api;

    internal ContextIdentifier Context => context;

    /// <summary>An access token that still lives, else a refreshed one, else a new sign-in's.</summary>
    internal async Task<(CachedSession Tokens, SignInKind Kind)> OpenAsync(
        DateTimeOffset now,
        TimeSpan margin,
        CancellationToken cancellationToken
    )
    {
        if (await cache.FindAsync(key, cancellationToken) is { } cached && cached.Access.ValidUntil > now + margin)
            return (cached, SignInKind.Live);
        return await RenewAsync(SignInKind.Refreshed, cancellationToken);
    }

    /// <summary>
    /// Refreshes, or (by <see cref="SignInKind.Cold"/>, or where there is nothing to refresh) signs in.
    /// </summary>
    internal async Task<(CachedSession Tokens, SignInKind Kind)> RenewAsync(
        SignInKind way,
        CancellationToken cancellationToken
    )
    {
        if (
            way is SignInKind.Refreshed
            && await cache.FindAsync(key, cancellationToken) is { } cached
            && await TryRefreshAsync(cached, cancellationToken) is { } refreshed
        )
            return (Keep(refreshed), SignInKind.Refreshed);
        var redeemed = await signIn(cancellationToken);
        return (Keep(new CachedSession(redeemed.AccessToken, redeemed.RefreshToken)), SignInKind.Cold);
    }

    // By KSeF's clock, not by ours, a refresh token is alive: so it is always tried. Null when KSeF says it is dead.
    private async Task<CachedSession?> TryRefreshAsync(CachedSession cached, CancellationToken cancellationToken)
    {
        try
        {
            var refreshed = await api.RefreshAsync(cached.Refresh.Token, cancellationToken);
            return cached with { Access = refreshed.AccessToken };
        }
        catch (KsefApiException error)
            when (error.SpeaksAboutCredential || error.Kind is ApiErrorKind.Unauthorized or ApiErrorKind.Gone)
        {
            cache.Remove(key);
            return null;
        }
    }

    private CachedSession Keep(CachedSession session)
    {
        cache.Store(key, session);
        return session;
    }
}
