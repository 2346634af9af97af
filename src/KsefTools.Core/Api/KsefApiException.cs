namespace KsefTools.Core.Api;

/// <summary>
/// The one exception of every call to KSeF. Its text is for a person, and holds neither a secret nor a request's body
/// nor a bearer token; what KSeF itself wrote is in <see cref="Details"/>, with anything that looks like a secret
/// blotted out.
/// </summary>
public sealed class KsefApiException(
    ApiErrorKind kind,
    string endpoint,
    string message,
    Exception? innerException = null
) : Exception(message, innerException)
{
    public ApiErrorKind Kind { get; } = kind;

    /// <summary>Method and path template, for example <c>POST /auth/ksef-token</c>.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>The HTTP status; null where no answer came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>
    /// KSeF's business code (facts of the contract: 21301, 21470, …); null where the answer has none.
    /// </summary>
    public int? Code { get; init; }

    /// <summary>What KSeF wrote about the cause, in its own language.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The <c>reasonCode</c> of a 403.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>On <c>missing-permissions</c>: what the session has, as KSeF sees it.</summary>
    public IReadOnlyList<string>? PresentPermissions { get; init; }

    /// <summary>
    /// False where this client kept the request back: the address has answered nobody lately, or its turn within the
    /// rate limits did not come in time.
    /// </summary>
    public bool WasSent { get; init; } = true;

    /// <summary>Whether there was not even a connection, so that KSeF has done nothing.</summary>
    internal bool NeverArrived { get; init; }

    /// <summary>How long KSeF asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>KSeF's own number for this error, for its help desk.</summary>
    public string? TraceId { get; init; }

    /// <summary>
    /// Whether the answer says anything about the credential or the session behind the call. A portal's refusal, a
    /// rate limit, a server error and silence do not.
    /// </summary>
    public bool SpeaksAboutCredential { get; init; }

    /// <summary>
    /// Whether the same call may well succeed a little later: KSeF failed, was silent, or its answer came mutilated.
    /// </summary>
    public bool IsTransient =>
        Kind is ApiErrorKind.ServerError or ApiErrorKind.Unreachable
        || (Kind is ApiErrorKind.BadAnswer && HttpStatus is >= 200 and < 300);
}
