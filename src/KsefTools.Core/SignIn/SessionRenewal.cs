using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.SignIn;

/// <summary>Gets one token an access token in one context, by the cheapest way that works.</summary>
internal sealed class SessionRenewal(
    KsefApi api,
    TokenSignIn signIn,
    SessionCache cache,
    ContextIdentifier context,
    TokenText token
)
{
    private readonly string _key = SessionKey.Of(api.Environment, context, token);

    internal KsefApi Api => api;

    internal ContextIdentifier Context => context;

    /// <summary>An access token that still lives, else a refreshed one, else a new sign-in's.</summary>
    internal async Task<(CachedSession Tokens, SignInKind Kind)> OpenAsync(
        DateTimeOffset now,
        TimeSpan margin,
        CancellationToken cancellationToken
    )
    {
        if (cache.Find(_key) is { } cached && cached.Access.ValidUntil - margin > now)
            return (cached, SignInKind.Live);
        return await RenewAsync(SignInKind.Refreshed, cancellationToken);
    }

    /// <summary>Refreshes, or (by <see cref="SignInKind.Cold"/>, or where there is nothing to refresh) signs in.</summary>
    internal async Task<(CachedSession Tokens, SignInKind Kind)> RenewAsync(
        SignInKind way,
        CancellationToken cancellationToken
    )
    {
        if (
            way is SignInKind.Refreshed
            && cache.Find(_key) is { } cached
            && await TryRefreshAsync(cached, cancellationToken) is { } refreshed
        )
            return (Keep(refreshed), SignInKind.Refreshed);
        var redeemed = await signIn.SignInAsync(token, context, cancellationToken);
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
            cache.Remove(_key);
            return null;
        }
    }

    private CachedSession Keep(CachedSession session)
    {
        cache.Store(_key, session);
        return session;
    }
}
