using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace KsefTools.Core.Tests.Audit;

/// <summary>Notes what is asked on its way to the sandbox.</summary>
internal sealed partial class CountingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly ConcurrentQueue<string> _requests = new();

    public IReadOnlyList<string> Requests => [.. _requests];

    public void Forget() => _requests.Clear();

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        _requests.Enqueue($"{request.Method} {Reference().Replace(request.RequestUri!.AbsolutePath, "{ref}")}");
        return base.SendAsync(request, cancellationToken);
    }

    [GeneratedRegex("[0-9]{8}-[A-Z]{2}-[0-9A-F-]{24}", RegexOptions.None, 1000)]
    private static partial Regex Reference();
}
