using System.Net;

namespace KsefTools.Bench.Office;

/// <summary>Counts what passes between the client and the sandbox.</summary>
internal sealed class CountingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private int _requests;
    private int _tooMany;

    internal int Requests => _requests;

    internal int TooManyRequests => _tooMany;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Interlocked.Increment(ref _requests);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.TooManyRequests)
            Interlocked.Increment(ref _tooMany);
        return response;
    }
}
