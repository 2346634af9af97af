using System.Net;

namespace KsefTools.Demo;

/// <summary>Counts requests on their way to KSeF, told apart by the limit that they use up.</summary>
public sealed class RequestMeter(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private int _total;
    private int _logins;
    private int _tooMany;

    /// <summary>All requests.</summary>
    public int Total => _total;

    /// <summary>Those of the limit that all clients of one address share: sign-ins and public keys.</summary>
    public int Logins => _logins;

    /// <summary>Answers with status 429.</summary>
    public int TooManyRequests => _tooMany;

    public void Reset() => (_total, _logins, _tooMany) = (0, 0, 0);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Interlocked.Increment(ref _total);
        if (IsLogin(request.RequestUri!.AbsolutePath))
            Interlocked.Increment(ref _logins);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.TooManyRequests)
            Interlocked.Increment(ref _tooMany);
        return response;
    }

    private static bool IsLogin(string path) =>
        path.Contains("/security/", StringComparison.Ordinal)
        || (
            path.Contains("/auth/", StringComparison.Ordinal)
            && !path.Contains("/auth/sessions", StringComparison.Ordinal)
        );
}
