using System.Diagnostics.CodeAnalysis;
using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Core.SignIn;

/// <summary>
/// A session of one token in one context. Calls go through <see cref="SendAsync{T}"/>, which renews the access token
/// when KSeF stops taking it. Safe for any number of threads.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "A semaphore whose wait handle is never asked for holds nothing to dispose of."
)]
public sealed class KsefSession
{
    private readonly SessionRenewal _renewal;
    private readonly SemaphoreSlim _renewing = new(1, 1);
    private volatile State _state;

    internal KsefSession(SessionRenewal renewal, CachedSession tokens, SignInKind kind)
    {
        _renewal = renewal;
        _state = StateOf(tokens, kind);
    }

    public KsefEnvironment Environment => _renewal.Api.Environment;

    public ContextIdentifier Context => _renewal.Context;

    /// <summary>The environment's API, with the limits that all its sessions share.</summary>
    public KsefApi Api => _renewal.Api;

    /// <summary>How the session came to be; the strongest way that was needed so far.</summary>
    public SignInKind Kind => _state.Kind;

    /// <summary>What the access token says of itself.</summary>
    public SessionClaims Claims => _state.Claims;

    /// <summary>The access token in use.</summary>
    public AccessToken Token => _state.Access;

    /// <summary>Until when the session can be refreshed, by KSeF's word.</summary>
    public DateTimeOffset EndsAt => _state.EndsAt;

    /// <summary>
    /// Makes a call with the access token. On 401 the token is refreshed and, if that does not help, the session is
    /// started again; a call that got a 401 was not carried out, so it is made again.
    /// </summary>
    /// <exception cref="KsefApiException">
    /// The call failed, or KSeF could not be asked for a new access token.
    /// </exception>
    /// <exception cref="SignInException">The session ended and the token no longer signs in.</exception>
    public async Task<T> SendAsync<T>(
        Func<AccessToken, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(call);
        var state = _state;
        foreach (var way in (SignInKind[])[SignInKind.Refreshed, SignInKind.Cold])
            try
            {
                return await call(state.Access, cancellationToken);
            }
            catch (KsefApiException error) when (error.Kind is ApiErrorKind.Unauthorized)
            {
                state = await RenewAsync(state, way, cancellationToken);
            }
        return await call(state.Access, cancellationToken);
    }

    /// <summary>An access token that still lives for some time, for a program that calls KSeF itself.</summary>
    /// <param name="atLeast">For how long; refreshed where it does not.</param>
    /// <param name="now">The present, in UTC.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KsefApiException">KSeF could not be asked for a new one.</exception>
    /// <exception cref="SignInException">The session ended, and the credential no longer signs in.</exception>
    public async Task<AccessToken> TokenForAsync(
        TimeSpan atLeast,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var state = _state;
        return state.Access.ValidUntil - now >= atLeast
            ? state.Access
            : (await RenewAsync(state, SignInKind.Refreshed, cancellationToken)).Access;
    }

    private async Task<State> RenewAsync(State refused, SignInKind way, CancellationToken cancellationToken)
    {
        await _renewing.WaitAsync(cancellationToken);
        try
        {
            // Somebody else's call got the same 401 first.
            if (_state != refused)
                return _state;
            var (tokens, kind) = await _renewal.RenewAsync(way, cancellationToken);
            _state = StateOf(tokens, kind);
            return _state;
        }
        finally
        {
            _renewing.Release();
        }
    }

    private State StateOf(CachedSession tokens, SignInKind kind) =>
        new(
            new AccessToken(tokens.Access.Token, Context, tokens.Access.ValidUntil),
            kind,
            SessionClaims.Read(tokens.Access.Token),
            tokens.Refresh.ValidUntil
        );

    private sealed record State(AccessToken Access, SignInKind Kind, SessionClaims Claims, DateTimeOffset EndsAt);
}
