using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KsefTools.Core.Api.RateLimits;
using Polly;
using Polly.CircuitBreaker;
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
    private readonly ResiliencePipeline _reach;
    private readonly ResiliencePipeline _repeat;

    internal KsefTransport(
        KsefEnvironment environment,
        KsefApiOptions options,
        HttpMessageHandler? handler,
        TimeProvider time,
        Func<double> random
    )
    {
        _http = new HttpClient(handler ?? KsefHttp.CreateHandler(options), disposeHandler: handler is null)
        {
            BaseAddress = environment.BaseAddress,
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
            MaxResponseContentBufferSize = options.MaxResponseBytes,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        (_options, _time) = (options, time);
        Gates = new RequestGates(options, time);
        _reach = Reach(time);
        _repeat = Repeat(options, time, random);
    }

    internal RequestGates Gates { get; }

    public void Dispose()
    {
        _http.Dispose();
        Gates.Dispose();
    }

    /// <summary>For calls that answer with JSON.</summary>
    /// <exception cref="KsefApiException">Any failure but cancellation.</exception>
    internal async Task<T> SendAsync<T>(ApiCall call, JsonTypeInfo<T> answer, CancellationToken cancellationToken) =>
        await RepeatAsync(call, body => Read(call, body, answer), cancellationToken);

    /// <summary>For calls that answer with nothing.</summary>
    internal async Task SendAsync(ApiCall call, CancellationToken cancellationToken) =>
        await RepeatAsync(call, static _ => true, cancellationToken);

    private async Task<T> RepeatAsync<T>(ApiCall call, Func<byte[], T> read, CancellationToken cancellationToken)
    {
        if (!call.MayRepeat)
            return read(await SendInTurnAsync(call, cancellationToken));
        return await _repeat.ExecuteAsync(
            static async (state, token) => state.read(await state.self.SendInTurnAsync(state.call, token)),
            (self: this, call, read),
            cancellationToken
        );
    }

    // A 429 means that nothing was done, so even a call that must not be repeated is sent again after it.
    private async Task<byte[]> SendInTurnAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var gate = Gates.For(call);
        var patience = _options.MaxThrottleWait;
        while (true)
        {
            using var turn = await EnterAsync(call, gate, cancellationToken);
            using var response = await ReachAsync(call, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
                return body;
            var error = ApiErrors.FromAnswer(call, response.StatusCode, body, RetryAfter(response));
            if (error.Kind is not ApiErrorKind.RateLimited)
                throw error;
            var pause = (error.RetryAfter ?? WithoutRetryAfter) + AfterRetryAfter;
            gate.CloseFor(pause);
            patience -= pause;
            if (patience < TimeSpan.Zero)
                throw error;
        }
    }

    private async Task<RequestTurn> EnterAsync(ApiCall call, RequestGate gate, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.MaxThrottleWait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await gate.EnterAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ApiErrors.Throttled(call, retryAfter: null);
        }
    }

    private async Task<HttpResponseMessage> ReachAsync(ApiCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await _reach.ExecuteAsync(
                static async (state, token) => await state.self.ExchangeAsync(state.call, token),
                (self: this, call),
                cancellationToken
            );
        }
        catch (BrokenCircuitException)
        {
            throw ApiErrors.Silent(call);
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync(ApiCall call, CancellationToken cancellationToken)
    {
        using var request = Request(call);
        // The network's time is real time, whatever clock the rest goes by.
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(_options.AttemptTimeout);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, attempt.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ApiErrors.TimedOut(call, _options.AttemptTimeout);
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw ApiErrors.BadAnswer(call, error.StatusCode, error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw ApiErrors.Unreachable(call, error);
        }
    }

    private static HttpRequestMessage Request(ApiCall call)
    {
        var request = new HttpRequestMessage(call.Method, call.Path ?? call.Template[1..]);
        request.Headers.TryAddWithoutValidation("Accept", "application/json, application/problem+json");
        request.Headers.TryAddWithoutValidation("X-Error-Format", "problem-details");
        request.Headers.TryAddWithoutValidation("User-Agent", KsefHttp.UserAgent);
        if (call.Bearer is { } bearer)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer.Reveal());
        if (call.ContinuationToken is { } continuation)
            request.Headers.TryAddWithoutValidation("x-continuation-token", continuation);
        if (call.Body is { } body)
            request.Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue(call.MediaType, "utf-8") },
            };
        return request;
    }

    private static T Read<T>(ApiCall call, byte[] body, JsonTypeInfo<T> answer)
    {
        try
        {
            return JsonSerializer.Deserialize(body, answer)
                ?? throw ApiErrors.BadAnswer(call, HttpStatusCode.OK, cause: null);
        }
        catch (JsonException error)
        {
            throw ApiErrors.BadAnswer(call, HttpStatusCode.OK, error);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > _time.GetUtcNow() => date - _time.GetUtcNow(),
            _ => null,
        };

    // An address that answers nobody is left alone for a while: hammering it has got offices blocked, and a thousand
    // clients would wait out a thousand time limits. Any answer at all, also an error, keeps it open for everyone.
    private static ResiliencePipeline Reach(TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<KsefApiException>(error =>
                        error.Kind is ApiErrorKind.Unreachable
                    ),
                    FailureRatio = 1,
                    MinimumThroughput = 20,
                    SamplingDuration = TimeSpan.FromMinutes(1),
                    BreakDuration = TimeSpan.FromSeconds(30),
                }
            )
            .Build();

    private static ResiliencePipeline Repeat(KsefApiOptions options, TimeProvider time, Func<double> random)
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
                }
            )
            .Build();
    }
}
