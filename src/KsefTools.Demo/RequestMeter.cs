using System.Net;

namespace KsefTools.Demo;

/// <summary>Counts requests on their way to KSeF, distinguished by the limit that they use up.</summary>
public sealed class RequestMeter(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const double LoginsPerSecond = 60;

    private int _total;
    private int _logins;
    private int _tooMany;

    /// <summary>Runs something and says what it took.</summary>
    public async Task<RunFigures> MeasureAsync(Func<Task> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        (_total, _logins, _tooMany) = (0, 0, 0);
        var begun = TimeProvider.System.GetTimestamp();
        await run();
        return new RunFigures
        {
            Took = TimeProvider.System.GetElapsedTime(begun),
            Bound = TimeSpan.FromSeconds(_logins / LoginsPerSecond),
            Requests = _total,
            Logins = _logins,
            TooManyRequests = _tooMany,
        };
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Interlocked.Increment(ref _total);
        // The limit that all clients of one address share: sign-ins and public keys.
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
