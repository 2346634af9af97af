using System.Collections.Concurrent;

namespace KsefTools.Core.Tests.SignIn;

/// <summary>
/// Counts requests, and loses answers that KSeF has given: the request was carried out, its sender never knows.
/// </summary>
internal sealed class Network(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly ConcurrentDictionary<string, int> _toLose = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _requests = new();

    /// <summary>
    /// Method and last part of the path, for example <c>POST redeem</c>; a number reads <c>{number}</c>.
    /// </summary>
    internal IReadOnlyCollection<string> Requests => _requests;

    internal int Count(string request) =>
        _requests.Count(seen => string.Equals(seen, request, StringComparison.Ordinal));

    internal void Lose(string request, int answers = 1) => _toLose[request] = answers;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var last = request.RequestUri!.Segments[^1];
        var name = $"{request.Method} {(last.Length == 36 ? "{number}" : last)}";
        _requests.Enqueue(name);
        var response = await base.SendAsync(request, cancellationToken);
        if (_toLose.TryGetValue(name, out var left) && left > 0)
        {
            _toLose[name] = left - 1;
            response.Dispose();
            throw new HttpRequestException("The connection was reset.");
        }
        return response;
    }
}
