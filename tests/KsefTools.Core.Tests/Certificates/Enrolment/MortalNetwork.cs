using System.Collections.Concurrent;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>
/// The network of a process that may die before a request leaves or after its answer was given; loses answers, too.
/// </summary>
internal sealed class MortalNetwork(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly ConcurrentQueue<string> _requests = new();
    private string? _losesAnswerTo;
    private string? _losesRequest;

    public Fate Fate { get; set; } = new();

    /// <summary>Method and last part of the path; numbers read <c>{number}</c>.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>The next answers to this request get lost after KSeF gave them.</summary>
    public string? LosesAnswerTo
    {
        get => _losesAnswerTo;
        set => _losesAnswerTo = value;
    }

    /// <summary>Of several requests of that name, the one whose path ends so; null for any.</summary>
    public string? LosesFrom { get; set; }

    /// <summary>What happens at KSeF as the answer gets lost.</summary>
    public Action? Lost { get; set; }

    /// <summary>The next request of this name gets lost on its way.</summary>
    public string? LosesRequest
    {
        get => _losesRequest;
        set => _losesRequest = value;
    }

    /// <summary>Changes a request as it leaves, for a KSeF that does not heed all of it.</summary>
    public Action<HttpRequestMessage>? Leaving { get; set; }

    public int Count(string request) => _requests.Count(seen => string.Equals(seen, request, StringComparison.Ordinal));

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var last = request.RequestUri!.Segments[^1];
        var name = $"{request.Method} {(last.Length is 36 or 16 ? "{number}" : last)}";
        Fate.Pass($"before {name}");
        if (Takes(name, ref _losesRequest))
            throw new HttpRequestException("The connection was refused.");
        _requests.Enqueue(name);
        Leaving?.Invoke(request);
        var response = await base.SendAsync(request, cancellationToken);
        Fate.Pass($"after {name}");
        var path = request.RequestUri.AbsolutePath;
        if (!path.EndsWith(LosesFrom ?? "", StringComparison.Ordinal) || !Takes(name, ref _losesAnswerTo))
            return response;
        Lost?.Invoke();
        response.Dispose();
        throw new HttpRequestException("The connection was reset.");
    }

    // One of several requests that leave at once.
    private static bool Takes(string name, ref string? wanted) =>
        wanted is { } one
        && string.Equals(name, one, StringComparison.Ordinal)
        && ReferenceEquals(Interlocked.CompareExchange(ref wanted, null, one), one);
}
