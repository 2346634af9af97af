using System.Net;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KsefTools.Core.Api.Contract;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Api.RateLimits;
using KsefTools.Core.Api.Watching;
using Polly;
using Polly.Retry;

namespace KsefTools.Core.Api.Http;

/// <summary>Sends calls: in their turn, repeated where that does no harm, and every failure as one exception.</summary>
internal sealed class KsefTransport : IDisposable
{
    // Retry-After counts whole seconds; a request that comes a moment early lengthens the block.
    private static readonly TimeSpan AfterRetryAfter = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WithoutRetryAfter = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly KsefApiOptions _options;
    private readonly TimeProvider _time;
    private readonly RequestGates _gates;
    private readonly RequestWatch _watch;
    private readonly Reachability _reach;
    private readonly ResiliencePipeline _repeat;

    internal KsefTransport(
        AllowedAddress address,
        KsefApiOptions options,
        HttpMessageHandler? handler,
        TimeProvider time,
        Func<double> random,
        RequestWatch? watch = null
    )
    {
        _http = new HttpClient(handler ?? KsefHttp.CreateHandler(options), disposeHandler: handler is null)
        {
            BaseAddress = address.Value,
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
            MaxResponseContentBufferSize = options.MaxResponseBytes,
            Timeout = options.AttemptTimeout,
        };
        (_options, _time, _watch) = (options, time, watch ?? new RequestWatch());
        _gates = new RequestGates(address.Value, options, time);
        _reach = new Reachability(time);
        _repeat = Repeat(options, time, random, _watch);
    }

    private string Host => _http.BaseAddress!.Authority;

    public void Dispose() => _http.Dispose();

    /// <inheritdoc cref="KsefApi.TryAgain"/>
    internal void TryAgain() => _reach.Forget();

    /// <summary>For calls that answer with JSON.</summary>
    /// <exception cref="KsefApiException">Any failure but cancellation.</exception>
    internal Task<T> SendAsync<T>(ApiCall call, JsonTypeInfo<T> answer, CancellationToken cancellationToken) =>
        RepeatAsync(call, answer, Read, cancellationToken);

    /// <summary>For calls whose answer is handed on as it came.</summary>
    internal Task<ContractAnswer> SendVerbatimAsync(ApiCall call, CancellationToken cancellationToken) =>
        RepeatAsync(call, answer: true, static (_, given, _) => given, cancellationToken);

    /// <summary>For calls that answer with nothing.</summary>
    internal Task SendAsync(ApiCall call, CancellationToken cancellationToken) =>
        RepeatAsync(call, answer: true, static (_, _, _) => true, cancellationToken);

    private async Task<T> RepeatAsync<T, TAnswer>(
        ApiCall call,
        TAnswer answer,
        Func<ApiCall, ContractAnswer, TAnswer, T> read,
        CancellationToken cancellationToken
    )
    {
        KsefApiException failure;
        try
        {
            return read(call, await SendInTurnAsync(call, cancellationToken), answer);
        }
        catch (KsefApiException error) when ((call.MayRepeat || error.NeverArrived) && MayHelp(error))
        {
            failure = error;
        }
        return await RepeatAfterAsync(failure, call, answer, read, cancellationToken);
    }

    // Nearly every first attempt succeeds, so it goes around the pipeline, which begins with its failure.
    private async Task<T> RepeatAfterAsync<T, TAnswer>(
        KsefApiException failure,
        ApiCall call,
        TAnswer answer,
        Func<ApiCall, ContractAnswer, TAnswer, T> read,
        CancellationToken cancellationToken
    )
    {
        var first = ExceptionDispatchInfo.Capture(failure);
        return await _repeat.ExecuteAsync(
            async token =>
            {
                Interlocked.Exchange(ref first, null)?.Throw();
                return read(call, await SendInTurnAsync(call, token), answer);
            },
            cancellationToken
        );
    }

    private bool MayHelp(KsefApiException error) =>
        error.IsTransient && error.WasSent && !(error.RetryAfter > _options.MaxThrottleWait);

    // A 429 means that nothing was done, so even a call that must not be repeated is sent again after it.
    private async Task<ContractAnswer> SendInTurnAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var gate = _gates.For(call);
        var begun = _time.GetTimestamp();
        while (true)
        {
            using var turn =
                gate.TryEnter()
                ?? await EnterAsync(
                    call,
                    gate,
                    _options.MaxThrottleWait - _time.GetElapsedTime(begun),
                    cancellationToken
                );
            using var response = await ExchangeAsync(call, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
                return new ContractAnswer((int)response.StatusCode, body);
            var error = ApiErrors.FromAnswer(call, response.StatusCode, body, AskedWait.Of(response, _time));
            if (
                error is { Kind: ApiErrorKind.ServerError, RetryAfter: { } absence }
                && absence > _options.MaxThrottleWait
            )
                _reach.Gone(absence);
            if (error.Kind is not ApiErrorKind.RateLimited)
                throw error;
            var pause = (error.RetryAfter ?? WithoutRetryAfter) + AfterRetryAfter;
            turn.Refused(pause);
            if (pause <= _options.MaxThrottleWait - _time.GetElapsedTime(begun))
                continue;
            turn.GiveUp();
            throw error;
        }
    }

    private async Task<RequestTurn> EnterAsync(
        ApiCall call,
        RequestGate gate,
        TimeSpan left,
        CancellationToken cancellationToken
    )
    {
        using var patience = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await gate.EnterAsync(
                either.Token,
                left,
                closed => _watch.Tell(() => RequestSentences.Waits(call, closed))
            );
        }
        catch (GateClosedException closed)
        {
            gate.GiveUp();
            throw ApiErrors.Throttled(call, closed.Wait);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ApiErrors.Throttled(call, retryAfter: null);
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync(ApiCall call, CancellationToken cancellationToken)
    {
        if (_reach.GoneFor() is { } absence)
            throw ApiErrors.Throttled(call, absence);
        if (!_reach.MayTry())
            throw ApiErrors.Silent(call, Host);
        using var request = Request(call);
        var sent = _time.GetTimestamp();
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            _reach.Answered();
            _watch.Tell(() => RequestSentences.Answered(call, response.StatusCode, _time.GetElapsedTime(sent)));
            return response;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _reach.Failed();
            throw ApiErrors.TimedOut(call, Host, _options.AttemptTimeout);
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw ApiErrors.BadAnswer(call, error.StatusCode, error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            _reach.Failed();
            throw ApiErrors.Unreachable(call, Host, error);
        }
    }

    private static HttpRequestMessage Request(ApiCall call)
    {
        var request = new HttpRequestMessage(call.Method, call.Path ?? call.Template[1..]);
        request.Headers.TryAddWithoutValidation("Accept", call.Accept);
        request.Headers.TryAddWithoutValidation("X-Error-Format", "problem-details");
        request.Headers.TryAddWithoutValidation("User-Agent", KsefHttp.UserAgent);
        if (call.Bearer is { } bearer)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Safe(call, bearer.Reveal()));
        if (call.ContinuationToken is { } continuation)
            request.Headers.TryAddWithoutValidation("x-continuation-token", Safe(call, continuation));
        if (call.Body is { } body)
            request.Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue(call.MediaType, "utf-8") },
            };
        return request;
    }

    private static string Safe(ApiCall call, string text) =>
        HeaderText.IsSafe(text) ? text : throw ApiErrors.UnsafeHeader(call);

    private static T Read<T>(ApiCall call, ContractAnswer given, JsonTypeInfo<T> answer)
    {
        try
        {
            return JsonSerializer.Deserialize(given.Body.Span, answer)
                ?? throw ApiErrors.BadAnswer(call, HttpStatusCode.OK, cause: null);
        }
        catch (JsonException)
        {
            // Not kept as inner exception: it quotes what it stumbled over, and KSeF's answers hold tokens.
            throw ApiErrors.BadAnswer(call, HttpStatusCode.OK, cause: null);
        }
    }

    private static ResiliencePipeline Repeat(
        KsefApiOptions options,
        TimeProvider time,
        Func<double> random,
        RequestWatch watch
    )
    {
        if (options.MaxRetries == 0)
            return ResiliencePipeline.Empty;
        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<KsefApiException>(error =>
                        error.IsTransient && error.WasSent
                    ),
                    MaxRetryAttempts = options.MaxRetries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Randomizer = random,
                    Delay = options.RetryDelay,
                    MaxDelay = options.MaxThrottleWait,
                    // A 503 may say when to come back.
                    DelayGenerator = args => new ValueTask<TimeSpan?>(
                        (args.Outcome.Exception as KsefApiException)?.RetryAfter is { } asked
                        && asked <= options.MaxThrottleWait
                            ? asked
                            : null
                    ),
                    OnRetry = args =>
                    {
                        if (args.Outcome.Exception is KsefApiException failure)
                            watch.Tell(() => RequestSentences.Again(failure, args.RetryDelay));
                        return default;
                    },
                }
            )
            .Build();
    }
}
