using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Api.Http;
using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Api.Responses.Limits;
using KsefTools.Core.Api.Watching;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Api;

/// <summary>
/// The KSeF API of one environment, a method an endpoint. May be called from any number of threads; requests leave at
/// the speed that the limits allow. Every method throws <see cref="KsefApiException"/> for any failure, and
/// <see cref="OperationCanceledException"/> when cancelled.
/// </summary>
public sealed partial class KsefApi : IDisposable
{
    private readonly KsefTransport _transport;

    /// <summary>A client of one environment; to be kept for as long as its limits are to be counted.</summary>
    /// <param name="environment">Which KSeF.</param>
    /// <param name="options">Null for the published limits.</param>
    /// <param name="handler">Not disposed here; null for one of <see cref="KsefHttp.CreateHandler"/>.</param>
    /// <param name="time">Measures limits and pauses; null for the system's.</param>
    /// <param name="random">Spreads repetitions: from 0 to below 1. Null for the shared random numbers.</param>
    /// <param name="allowed">Null for the Ministry's environments and loopback.</param>
    /// <param name="watch">Told of each answer and wait; null where nobody listens.</param>
    /// <exception cref="KsefApiException">Nothing may be sent to the environment.</exception>
    public KsefApi(
        KsefEnvironment environment,
        KsefApiOptions? options = null,
        HttpMessageHandler? handler = null,
        TimeProvider? time = null,
        Func<double>? random = null,
        AllowedEnvironments? allowed = null,
        RequestWatch? watch = null
    )
    {
        Environment = environment ?? throw new ArgumentNullException(nameof(environment));
        _transport = new KsefTransport(
            AllowedAddress.Of(environment, allowed ?? AllowedEnvironments.BuiltIn),
            options ?? new KsefApiOptions(),
            handler,
            time ?? TimeProvider.System,
            random ?? Random.Shared.NextDouble,
            watch
        );
    }

    public KsefEnvironment Environment { get; }

    public void Dispose() => _transport.Dispose();

    /// <summary>
    /// Forgets that the address has answered nobody lately: somebody asks again, perhaps because the network is back.
    /// </summary>
    public void TryAgain() => _transport.TryAgain();

    /// <summary>GET /security/public-key-certificates: the keys with which to encrypt for KSeF.</summary>
    public Task<IReadOnlyList<PublicKeyCertificate>> GetPublicKeysAsync(CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new ApiCall(HttpMethod.Get, "/security/public-key-certificates"),
            KsefJson.Default.IReadOnlyListPublicKeyCertificate,
            cancellationToken
        );

    /// <summary>POST /auth/challenge: begins a sign-in.</summary>
    public Task<Challenge> CreateChallengeAsync(CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new ApiCall(HttpMethod.Post, "/auth/challenge"),
            KsefJson.Default.Challenge,
            cancellationToken
        );

    /// <summary>POST /auth/ksef-token. Uses up its challenge, so it is never repeated by itself.</summary>
    public Task<SignInStarted> StartTokenSignInAsync(
        KsefTokenSignInRequest request,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            new ApiCall(HttpMethod.Post, "/auth/ksef-token")
            {
                Body = Json(request, KsefJson.Default.KsefTokenSignInRequest),
                MayRepeat = false,
            },
            KsefJson.Default.SignInStarted,
            cancellationToken
        );

    /// <summary>GET /auth/{referenceNumber}: how a sign-in goes.</summary>
    public Task<SignInStatus> GetSignInStatusAsync(
        string referenceNumber,
        SecretText authenticationToken,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            new ApiCall(HttpMethod.Get, "/auth/{referenceNumber}")
            {
                Path = $"auth/{Uri.EscapeDataString(referenceNumber)}",
                Bearer = authenticationToken,
            },
            KsefJson.Default.SignInStatus,
            cancellationToken
        );

    /// <summary>POST /auth/token/redeem. Works once, so it is never repeated by itself.</summary>
    public Task<RedeemedTokens> RedeemAsync(SecretText authenticationToken, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new ApiCall(HttpMethod.Post, "/auth/token/redeem") { Bearer = authenticationToken, MayRepeat = false },
            KsefJson.Default.RedeemedTokens,
            cancellationToken
        );

    /// <summary>POST /auth/token/refresh. A dead session answers 400 with code 21301, not 401.</summary>
    public Task<RefreshedToken> RefreshAsync(SecretText refreshToken, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new ApiCall(HttpMethod.Post, "/auth/token/refresh") { Bearer = refreshToken },
            KsefJson.Default.RefreshedToken,
            cancellationToken
        );

    /// <summary>GET /auth/sessions: a page of the sessions that can still be refreshed.</summary>
    public Task<SignInSessionPage> ListSessionsAsync(
        AccessToken access,
        string? continuationToken,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            Protected(HttpMethod.Get, "/auth/sessions", access) with
            {
                Path = "auth/sessions?pageSize=100",
                ContinuationToken = continuationToken,
            },
            KsefJson.Default.SignInSessionPage,
            cancellationToken
        );

    /// <summary>
    /// DELETE /auth/sessions/current: the caller's refresh token dies; access tokens live to their end.
    /// </summary>
    public Task CloseCurrentSessionAsync(AccessToken access, CancellationToken cancellationToken) =>
        _transport.SendAsync(Protected(HttpMethod.Delete, "/auth/sessions/current", access), cancellationToken);

    /// <summary>DELETE /auth/sessions/{referenceNumber}.</summary>
    public Task CloseSessionAsync(AccessToken access, string referenceNumber, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            Protected(HttpMethod.Delete, "/auth/sessions/{referenceNumber}", access) with
            {
                Path = $"auth/sessions/{Uri.EscapeDataString(referenceNumber)}",
            },
            cancellationToken
        );

    /// <summary>GET /tokens: a page of the tokens that the caller may see, the newest first.</summary>
    public Task<TokenPage> ListTokensAsync(
        AccessToken access,
        TokenQuery query,
        string? continuationToken,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            Protected(HttpMethod.Get, "/tokens", access) with
            {
                Path = $"tokens?{QueryString(query)}",
                ContinuationToken = continuationToken,
            },
            KsefJson.Default.TokenPage,
            cancellationToken
        );

    /// <summary>GET /tokens/{referenceNumber}.</summary>
    public Task<TokenMetadata> GetTokenAsync(
        AccessToken access,
        string referenceNumber,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            Protected(HttpMethod.Get, "/tokens/{referenceNumber}", access) with
            {
                Path = $"tokens/{Uri.EscapeDataString(referenceNumber)}",
            },
            KsefJson.Default.TokenMetadata,
            cancellationToken
        );

    /// <summary>POST /tokens: KSeF shows the secret in this answer alone, so it is never repeated by itself.</summary>
    public Task<GeneratedToken> GenerateTokenAsync(
        AccessToken access,
        GenerateTokenRequest request,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            Protected(HttpMethod.Post, "/tokens", access) with
            {
                Body = Json(request, KsefJson.Default.GenerateTokenRequest),
                MayRepeat = false,
            },
            KsefJson.Default.GeneratedToken,
            cancellationToken
        );

    /// <summary>DELETE /tokens/{referenceNumber}: revokes. Access tokens already issued live to their end.</summary>
    public Task RevokeTokenAsync(AccessToken access, string referenceNumber, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            Protected(HttpMethod.Delete, "/tokens/{referenceNumber}", access) with
            {
                Path = $"tokens/{Uri.EscapeDataString(referenceNumber)}",
                MayRepeat = false,
            },
            cancellationToken
        );

    /// <summary>
    /// POST /permissions/query/personal/grants: a page of what the caller may do in the session's context.
    /// </summary>
    /// <param name="access">The session; no permission is needed.</param>
    /// <param name="query">Filters.</param>
    /// <param name="pageOffset">The page, counted from 0.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<PersonalGrantPage> QueryPersonalGrantsAsync(
        AccessToken access,
        PersonalGrantsQuery query,
        int pageOffset,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            Protected(HttpMethod.Post, "/permissions/query/personal/grants", access) with
            {
                Path = string.Create(
                    CultureInfo.InvariantCulture,
                    $"permissions/query/personal/grants?pageOffset={pageOffset}&pageSize=100"
                ),
                Body = Json(query, KsefJson.Default.PersonalGrantsQuery),
            },
            KsefJson.Default.PersonalGrantPage,
            cancellationToken
        );

    /// <summary>GET /limits/context.</summary>
    public Task<ContextLimits> GetContextLimitsAsync(AccessToken access, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            Protected(HttpMethod.Get, "/limits/context", access),
            KsefJson.Default.ContextLimits,
            cancellationToken
        );

    /// <summary>GET /limits/subject.</summary>
    public Task<SubjectLimits> GetSubjectLimitsAsync(AccessToken access, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            Protected(HttpMethod.Get, "/limits/subject", access),
            KsefJson.Default.SubjectLimits,
            cancellationToken
        );

    private static ApiCall Protected(HttpMethod method, string template, AccessToken access) =>
        new(method, template) { Bearer = access.Text, Context = access.Context.ToString() };

    private static byte[] Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    private static string QueryString(TokenQuery query)
    {
        var parts = new List<string>();
        foreach (var status in query.Statuses)
            Add("status", status);
        Add("description", query.Description);
        Add("authorIdentifier", query.AuthorIdentifier);
        Add("authorIdentifierType", query.AuthorIdentifierType);
        Add("pageSize", query.PageSize.ToString(CultureInfo.InvariantCulture));
        return string.Join('&', parts);

        void Add(string name, string? value)
        {
            if (value is not null)
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }
}
