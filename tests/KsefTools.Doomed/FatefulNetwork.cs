namespace KsefTools.Doomed;

/// <summary>The network of a process that may die before a request leaves and after its answer has come.</summary>
internal sealed class FatefulNetwork(Fate fate, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var last = request.RequestUri!.Segments[^1];
        // What is a number in one run is another number in the next.
        var name = $"{request.Method} {(last.Length is 36 or 16 ? "{number}" : last)}";
        fate.Pass($"before {name}");
        var response = await base.SendAsync(request, cancellationToken);
        fate.Pass($"after {name}");
        return response;
    }
}
