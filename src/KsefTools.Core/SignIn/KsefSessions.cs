using System.Collections.Concurrent;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Api.Status;
using KsefTools.Core.Api.Watching;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;

namespace KsefTools.Core.SignIn;

/// <summary>
/// The sessions of a run: one API per environment, so that its limits are counted once, and one cache for all. Safe
/// for any number of threads.
/// </summary>
public sealed class KsefSessions : IDisposable
{
    private readonly SessionCache _cache;
    private readonly KsefApiOptions _api;
    private readonly SignInOptions _signIn;
    private readonly TimeProvider _time;
    private readonly Func<double>? _random;
    private readonly AllowedEnvironments _allowed;
    private readonly SecretHomes _homes;
    private readonly HttpMessageHandler _handler;
    private readonly bool _ownsHandler;
    private readonly ConcurrentDictionary<Uri, Lazy<SignIns>> _environments = new();

    /// <summary>Sessions that share a cache, limits and connections.</summary>
    /// <param name="cache">Sessions of earlier runs.</param>
    /// <param name="api">Null for the published limits.</param>
    /// <param name="signIn">Null for the defaults.</param>
    /// <param name="handler">Not disposed here; null for one of <see cref="KsefHttp.CreateHandler"/>.</param>
    /// <param name="time">Null for the system's.</param>
    /// <param name="random">Spreads repetitions; null for the shared random numbers.</param>
    /// <param name="allowed">Where anything may be sent; null for the Ministry's environments and loopback.</param>
    /// <param name="homes">Where each secret may be sent; null for what its name says.</param>
    public KsefSessions(
        SessionCache cache,
        KsefApiOptions? api = null,
        SignInOptions? signIn = null,
        HttpMessageHandler? handler = null,
        TimeProvider? time = null,
        Func<double>? random = null,
        AllowedEnvironments? allowed = null,
        SecretHomes? homes = null
    )
    {
        _cache = cache ?? throw new ArgumentNullException(nameof(cache));
        _api = api ?? new KsefApiOptions();
        _signIn = signIn ?? new SignInOptions();
        (_handler, _ownsHandler) = (handler ?? KsefHttp.CreateHandler(_api), handler is null);
        _time = time ?? TimeProvider.System;
        _random = random;
        _allowed = allowed ?? AllowedEnvironments.BuiltIn;
        _homes = homes ?? SecretHomes.ByName;
    }

    /// <summary>Tells of the requests of all environments.</summary>
    public RequestWatch Requests { get; } = new();

    /// <summary>The API of an environment: always the same one.</summary>
    /// <exception cref="KsefApiException">Nothing may be sent to the environment.</exception>
    public KsefApi Api(KsefEnvironment environment) => Of(environment).Api;

    /// <summary>
    /// Opens a session with a token: an access token of the cache that still lives, else a refreshed one, else a new
    /// sign-in. That a cached access token is still taken is not asked here; <see cref="KsefSession.SendAsync{T}"/>
    /// finds out. To be called through the one door alone, Credentials/ClientSessions.
    /// </summary>
    /// <param name="environment">Which KSeF.</param>
    /// <param name="client">The client; the session acts in <see cref="TokenText.ContextFor"/> it.</param>
    /// <param name="token">Which token.</param>
    /// <param name="fresh">Signs in again whatever the cache has: proves that the token itself works, now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CredentialException">
    /// The token's own text names another client; it was sent nowhere.
    /// </exception>
    /// <exception cref="SignInException">KSeF refused the token.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    internal Task<KsefSession> OpenWithTokenAsync(
        KsefEnvironment environment,
        ContextIdentifier client,
        TokenText token,
        bool fresh,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(token);
        if (token.ContextFor(client) is not { } context)
            return Task.FromException<KsefSession>(CredentialSentences.OtherContext(client, token.Context!));
        var (api, signIn, _) = Of(environment, token.Secret.Origin);
        var key = SessionKey.Of(environment, context, token);
        return OpenAsync(
            new SessionRenewal(api, _cache, context, key, cancel => signIn.SignInAsync(token, context, cancel)),
            fresh,
            cancellationToken
        );
    }

    /// <summary>
    /// As <see cref="OpenWithTokenAsync"/>, at an environment that the office named for trying a token that its own
    /// does not know. A token of the Ministry's never leaves the Ministry's.
    /// </summary>
    /// <exception cref="SignInException">KSeF refused the token.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked, or must not be.</exception>
    internal Task<KsefSession> OpenElsewhereAsync(
        KsefEnvironment home,
        KsefEnvironment other,
        ContextIdentifier client,
        TokenText token,
        bool fresh,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(token);
        _homes.Require(token.Secret.Origin, home);
        var isHarmless =
            other.Kind is EnvironmentKind.Ministry
            || (home.Kind is EnvironmentKind.Loopback && other.Kind is EnvironmentKind.Loopback);
        return OpenWithTokenAsync(other, client, isHarmless ? token.Unbound() : token, fresh, cancellationToken);
    }

    /// <summary>Opens a session with a certificate, in the same way.</summary>
    /// <param name="environment">Which KSeF.</param>
    /// <param name="context">In whose name.</param>
    /// <param name="material">
    /// Which certificate, with its key. Stays the caller's, and must outlive the session.
    /// </param>
    /// <param name="fresh">
    /// Signs in again whatever the cache has: proves that the certificate itself works, now.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SignInException">KSeF refused the certificate.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public Task<KsefSession> OpenAsync(
        KsefEnvironment environment,
        ContextIdentifier context,
        KeyMaterial material,
        bool fresh,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(material);
        var (api, _, signIn) = Of(environment, material.Origin);
        var key = SessionKey.Of(environment, context, material.Details);
        return OpenAsync(
            new SessionRenewal(api, _cache, context, key, cancel => signIn.SignInAsync(material, context, cancel)),
            fresh,
            cancellationToken
        );
    }

    /// <summary>
    /// A session that the certificate opened before and that KSeF still takes or refreshes; null where there is none.
    /// Never signs in, so it also serves with a certificate that KSeF refuses by now.
    /// </summary>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public async Task<KsefSession?> TryOpenRememberedAsync(
        KsefEnvironment environment,
        ContextIdentifier context,
        KeyMaterial material,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(material);
        var key = SessionKey.Of(environment, context, material.Details);
        return await FindAsync(environment, context, key, material.Origin, cancellationToken);
    }

    /// <summary>As the other one, of a token: it is revoked, and has an access token that KSeF still takes.</summary>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    internal async Task<KsefSession?> TryOpenRememberedAsync(
        KsefEnvironment environment,
        ContextIdentifier client,
        TokenText token,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(token);
        if (token.ContextFor(client) is not { } context)
            return null;
        var key = SessionKey.Of(environment, context, token);
        return await FindAsync(environment, context, key, token.Secret.Origin, cancellationToken);
    }

    private async Task<KsefSession?> FindAsync(
        KsefEnvironment environment,
        ContextIdentifier context,
        string key,
        SecretAddress? origin,
        CancellationToken cancellationToken
    )
    {
        if (await _cache.FindAsync(key, cancellationToken) is null)
            return null;
        var api = Of(environment, origin).Api;
        var renewal = new SessionRenewal(api, _cache, context, key, _ => throw Ended());
        try
        {
            return await OpenAsync(renewal, fresh: false, cancellationToken);
        }
        catch (SignInException)
        {
            return null;
        }
    }

    /// <summary>
    /// Signs in with a request that was signed elsewhere, once, and keeps the session for its holder: later runs find
    /// it by
    /// <see cref="FindSignedElsewhereAsync"/> until it ends.
    /// </summary>
    /// <param name="environment">Which KSeF.</param>
    /// <param name="holder">Whose session it is, e.g. <c>client 5260001246</c>.</param>
    /// <param name="request">What was signed.</param>
    /// <param name="cancellationToken">Ends the wait; the challenge may be spent by then.</param>
    /// <exception cref="SignInException">KSeF refused the signature, or did not finish in time.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked, or could not read the file.</exception>
    public async Task<KsefSession> OpenAsync(
        KsefEnvironment environment,
        string holder,
        SignedRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var context = request.Request.Context;
        var signIn = Of(environment).Certificate;
        await SignedElsewhere(environment, context, holder, cancel => signIn.SignInAsync(request, cancel))
            .RenewAsync(SignInKind.Cold, cancellationToken);
        // The challenge has served: from here on, the session lives by its refresh token alone.
        var renewal = SignedElsewhere(environment, context, holder, NeedsSignature);
        return await OpenAsync(renewal, fresh: false, cancellationToken);
    }

    /// <summary>
    /// The session that a holder's signature, made elsewhere, opened earlier; null where none is left.
    /// </summary>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public async Task<KsefSession?> FindSignedElsewhereAsync(
        KsefEnvironment environment,
        ContextIdentifier context,
        string holder,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await OpenSignedElsewhereAsync(environment, context, holder, cancellationToken);
        }
        catch (SignInException error) when (error.Failure is SignInFailure.SignatureNeeded)
        {
            return null;
        }
    }

    /// <summary>As <see cref="FindSignedElsewhereAsync"/>, for those who cannot go on without.</summary>
    /// <exception cref="SignInException">None is left: <see cref="SignInFailure.SignatureNeeded"/>.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public Task<KsefSession> OpenSignedElsewhereAsync(
        KsefEnvironment environment,
        ContextIdentifier context,
        string holder,
        CancellationToken cancellationToken
    ) => OpenAsync(SignedElsewhere(environment, context, holder, NeedsSignature), fresh: false, cancellationToken);

    /// <summary>Forgets such a session, for example because somebody else than the holder signed.</summary>
    public void ForgetSignedElsewhere(KsefEnvironment environment, ContextIdentifier context, string holder) =>
        _cache.Remove(SessionKey.OfSignedElsewhere(environment, context, holder));

    /// <summary>
    /// The sign-in by signature of an environment, for requests that are signed elsewhere; it shares the limits.
    /// </summary>
    public XadesSignIn Xades(KsefEnvironment environment) => Of(environment).Certificate;

    /// <summary>
    /// What the Ministry's status page says; null where it does not answer. Nobody signs in for it.
    /// </summary>
    /// <param name="address">One that <see cref="StatusPage.IsAllowed"/> takes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<StatusReport?> AskStatusPageAsync(string address, CancellationToken cancellationToken) =>
        StatusPage.AskAsync(address, _handler, _time, cancellationToken);

    /// <summary>A new run begins: an address that had stopped answering is asked again without a rest.</summary>
    public void TryAgain()
    {
        foreach (var environment in _environments.Values.Where(environment => environment.IsValueCreated))
            environment.Value.Api.TryAgain();
    }

    public void Dispose()
    {
        foreach (var environment in _environments.Values)
        {
            environment.Value.Api.Dispose();
            environment.Value.Token.Dispose();
        }
        if (_ownsHandler)
            _handler.Dispose();
    }

    private static SignInException Ended() =>
        new(
            SignInFailure.RevokedByUser,
            status: null,
            UiText.Of("The session that was remembered has ended.", "Zapamiętana sesja została zakończona.")
        );

    private SessionRenewal SignedElsewhere(
        KsefEnvironment environment,
        ContextIdentifier context,
        string holder,
        Func<CancellationToken, Task<RedeemedTokens>> signIn
    ) => new(Of(environment).Api, _cache, context, SessionKey.OfSignedElsewhere(environment, context, holder), signIn);

    private static Task<RedeemedTokens> NeedsSignature(CancellationToken cancellationToken) =>
        Task.FromException<RedeemedTokens>(
            new SignInException(
                SignInFailure.SignatureNeeded,
                status: null,
                UiText.Of(
                    "There is no session left that was opened by signing elsewhere; it takes a new signature "
                        + "(New-KsefSigningRequest).",
                    "Nie ma już sesji otwartej podpisem złożonym w innym programie; potrzebny jest nowy podpis "
                        + "(New-KsefSigningRequest)."
                )
            )
        );

    private async Task<KsefSession> OpenAsync(SessionRenewal renewal, bool fresh, CancellationToken cancellationToken)
    {
        var (tokens, kind) = fresh
            ? await renewal.RenewAsync(SignInKind.Cold, cancellationToken)
            : await renewal.OpenAsync(_time.GetUtcNow(), _signIn.AccessMargin, cancellationToken);
        return new KsefSession(renewal, tokens, kind);
    }

    // What came from a vault goes to the environment that it was stored for, or nowhere.
    private SignIns Of(KsefEnvironment environment, SecretAddress? origin)
    {
        var signIns = Of(environment);
        _homes.Require(origin, environment);
        return signIns;
    }

    private SignIns Of(KsefEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        // Each time, because an approval may have been withdrawn since the first.
        AllowedAddress.Of(environment, _allowed);
        return _environments
            .GetOrAdd(
                environment.BaseAddress,
                static (_, given) => new Lazy<SignIns>(() => given.Item1.Create(given.environment)),
                (this, environment)
            )
            .Value;
    }

    private SignIns Create(KsefEnvironment environment)
    {
        var api = new KsefApi(environment, _api, _handler, _time, _random, _allowed, Requests);
        return new SignIns(api, new TokenSignIn(api, _signIn, _time), new XadesSignIn(api, _signIn, _time));
    }

    private sealed record SignIns(KsefApi Api, TokenSignIn Token, XadesSignIn Certificate);
}
