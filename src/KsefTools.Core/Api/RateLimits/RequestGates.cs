using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using KsefTools.Core.Api.Http;
using KsefTools.Core.Files;

namespace KsefTools.Core.Api.RateLimits;

/// <summary>
/// The gate of each call: one for the unauthenticated calls together (or per endpoint), one per context and endpoint
/// for the rest, as KSeF counts them. The unauthenticated ones, which KSeF counts by address, are the machine's.
/// </summary>
/// <param name="server">Whose limits they are.</param>
/// <param name="options">The limits.</param>
/// <param name="time">Measures windows and pauses.</param>
internal sealed class RequestGates(Uri server, KsefApiOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string? Context, string? Endpoint), Lazy<RequestGate>> _gates = new();

    internal RequestGate For(ApiCall call)
    {
        var endpoint = call.Context is null && options.LoginLimitScope is LoginLimitScope.Shared ? null : call.Endpoint;
        return _gates
            .GetOrAdd(
                (call.Context, endpoint),
                static (key, given) =>
                    new Lazy<RequestGate>(() => given.self.Open(key.Context, key.Endpoint, given.own)),
                (self: this, own: call.Limit)
            )
            .Value;
    }

    private RequestGate Open(string? context, string? endpoint, RateLimitValues? own)
    {
        var limit = context is null ? options.LoginLimit : own ?? options.OtherLimit;
        var limits = GateLimits.Of(
            options.LoginLimitScope is LoginLimitScope.Off ? null : limit,
            options.LimitShare,
            options.AttemptTimeout
        );
        // What has no limit has nothing to count together.
        var isShared = context is null && limits.Windows.Count > 0;
        return new RequestGate(limits, isShared ? StoreOf(endpoint) : new OwnGate(), time);
    }

    private IGateStore StoreOf(string? endpoint)
    {
        if (options.LimitsFolder is not { } folder)
            return new OwnGate();
        try
        {
            AtomicFile.CreateFolder(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new OwnGate();
        }
        // Two machines may share a home, and never a clock without a date.
        var whole = $"{Environment.MachineName}\n{server.Scheme}://{server.IdnHost}:{server.Port}\n{endpoint}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..16];
        return new SharedGate(Path.Combine(folder, $"{hash}.limit"), time);
    }
}
