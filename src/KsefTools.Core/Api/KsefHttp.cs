using System.Net;
using KsefTools.Core.Api.Http;

namespace KsefTools.Core.Api;

/// <summary>How this client speaks HTTP.</summary>
public static class KsefHttp
{
    internal static string UserAgent { get; } = $"KsefTools/{typeof(KsefHttp).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>
    /// A handler for <see cref="KsefApi"/>: no redirects (a bearer token goes nowhere but to KSeF), no cookies,
    /// no decompression (an answer is as long as what arrives),
    /// connections kept and renewed.
    /// </summary>
    public static SocketsHttpHandler CreateHandler(KsefApiOptions options) =>
        CreateHandlerBehind(HttpClient.DefaultProxy, options);

    internal static SocketsHttpHandler CreateHandlerBehind(IWebProxy proxy, KsefApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = new OutsideProxy(proxy),
            ConnectTimeout = TimeSpan.FromSeconds(15),
            MaxConnectionsPerServer = options.MaxConnections,
            EnableMultipleHttp2Connections = true,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
    }
}
