using System.Collections.Concurrent;

namespace KsefTools.Tests.OpenApi;

/// <summary>
/// Lets HTTP messages pass and holds each against the contract. Everything found is kept in
/// <see cref="Violations"/>, because the code under test may swallow an exception; by default it is thrown too.
/// </summary>
public sealed class ContractHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>
    /// The sandbox marks with this response header what a fault rule made: it is deliberately out of contract.
    /// </summary>
    public const string FaultHeader = "X-Sandbox-Fault";

    private readonly ContractDocument document = ContractDocument.Instance;
    private const string ApiBase = "/v2/";
    private readonly ConcurrentQueue<ContractViolation> violations = new();
    private readonly ConcurrentQueue<ContractExchange> exchanges = new();

    /// <summary>Off where a test sends something wrong on purpose.</summary>
    public bool ValidateRequests { get; set; } = true;

    /// <summary>
    /// Whether a violation is thrown as <see cref="ContractViolationException"/>, besides being kept.
    /// </summary>
    public bool ThrowOnViolation { get; set; } = true;

    public IReadOnlyCollection<ContractViolation> Violations => violations;

    /// <summary>What passed through and was checked, in order.</summary>
    public IReadOnlyCollection<ContractExchange> Exchanges => exchanges;

    /// <summary>Fails where anything was found so far.</summary>
    public void AssertClean() => Assert.Empty(violations);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var path = request.RequestUri!.AbsolutePath;
        var start = path.IndexOf(ApiBase, StringComparison.Ordinal);
        if (start < 0)
            return await base.SendAsync(request, cancellationToken);

        path = path[(start + ApiBase.Length - 1)..];
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!document.TryFind(request.Method.Method, path, out var operation))
        {
            if (ValidateRequests)
                Report([new($"{request.Method} {path}", "request", "is not an operation of the contract")]);
            return await base.SendAsync(request, cancellationToken);
        }

        if (ValidateRequests)
            Report(new MessageCheck(document, operation).Request(request, path, body));
        var response = await base.SendAsync(request, cancellationToken);
        if (!response.Headers.Contains(FaultHeader))
            await CheckResponseAsync(operation, request, response, cancellationToken);
        return response;
    }

    private async Task CheckResponseAsync(
        ContractOperation operation,
        HttpRequestMessage request,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var problemDetails =
            request.Headers.TryGetValues("X-Error-Format", out var format)
            && format.Contains("problem-details", StringComparer.OrdinalIgnoreCase);
        exchanges.Enqueue(
            new(operation.ToString(), (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "")
        );
        Report(new MessageCheck(document, operation).Response(response, problemDetails, body));
    }

    private void Report(IReadOnlyList<ContractViolation> found)
    {
        if (found.Count == 0)
            return;
        foreach (var violation in found)
            violations.Enqueue(violation);
        if (ThrowOnViolation)
            throw new ContractViolationException(found);
    }
}
