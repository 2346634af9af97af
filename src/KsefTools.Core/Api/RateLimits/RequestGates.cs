using System.Collections.Concurrent;
using KsefTools.Core.Api.Http;

namespace KsefTools.Core.Api.RateLimits;

/// <summary>
/// The gate of each call: one for the unauthenticated calls together (or per endpoint), one per context and endpoint
/// for the rest, as KSeF counts them.
/// </summary>
internal sealed class RequestGates(KsefApiOptions options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<(string? Context, string? Endpoint), Lazy<RequestGate>> _gates = new();
    private readonly ConcurrentDictionary<string, RateLimitValues> _learned = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    private RateLimitValues _loginLimit = options.LoginLimit;

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    internal RequestGate For(ApiCall call)
    {
        var endpoint = call.Context is null && options.LoginLimitScope is LoginLimitScope.Shared ? null : call.Endpoint;
        return _gates
            .GetOrAdd(
                (call.Context, endpoint),
                static (key, self) => new Lazy<RequestGate>(() => self.Open(key.Context)),
                this
            )
            .Value;
    }

    /// <summary>KSeF told what holds for one context, and (since API 2.8.0) for the unauthenticated calls.</summary>
    internal void Learn(string context, RateLimitValues? other, RateLimitValues? anonymous)
    {
        if (other is not null)
            _learned[context] = other;
        if (anonymous is not null)
            _loginLimit = anonymous;
        foreach (var (key, gate) in _gates)
            if (key.Context is null && anonymous is not null)
                gate.Value.Adjust(anonymous);
            else if (string.Equals(key.Context, context, StringComparison.Ordinal) && other is not null)
                gate.Value.Adjust(other);
    }

    private RequestGate Open(string? context)
    {
        var limit = context is null ? _loginLimit : _learned.GetValueOrDefault(context, options.OtherLimit);
        return new RequestGate(
            options.LoginLimitScope is LoginLimitScope.Off ? null : limit,
            options.LimitShare,
            time,
            _stopping.Token
        );
    }
}
