using KsefTools.Core.Secrets;

namespace KsefTools.Core.Api.Http;

/// <summary>
/// One call, before it is sent: what to send, whose limit it uses up, and whether it may be repeated.
/// </summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path as the contract writes it: names the endpoint in limits and errors.</param>
internal sealed record ApiCall(HttpMethod Method, string Template)
{
    /// <summary>The path that is sent, where it differs from the template.</summary>
    public string? Path { get; init; }

    public SecretText? Bearer { get; init; }

    /// <summary>The context whose limits are used up; null for the unauthenticated calls.</summary>
    public string? Context { get; init; }

    /// <summary>Text in UTF-8.</summary>
    public byte[]? Body { get; init; }

    /// <summary>What the body is: JSON, as a rule.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>What the answer is to be.</summary>
    public string Accept { get; init; } = "application/json, application/problem+json";

    public string? ContinuationToken { get; init; }

    /// <summary>The published limit of a protected endpoint that has a row of its own; null for the others'.</summary>
    public RateLimitValues? Limit { get; init; }

    /// <summary>
    /// Whether sending it a second time does no harm. A call of which the first answer may be lost for good (redeem,
    /// a new token) is not sent again: its caller decides.
    /// </summary>
    public bool MayRepeat { get; init; } = true;

    public string Endpoint => $"{Method} {Template}";

    // The generated text would print the body.
    public override string ToString() => Endpoint;
}
