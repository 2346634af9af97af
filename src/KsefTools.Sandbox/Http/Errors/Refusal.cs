namespace KsefTools.Sandbox.Http.Errors;

/// <summary>Why a request is not served; <see cref="ErrorWriter"/> knows the format.</summary>
internal abstract record Refusal
{
    /// <summary>HTTP 400 with a business code.</summary>
    public sealed record Business(int Code, string Description, IReadOnlyList<string> Details) : Refusal;

    public sealed record Unauthorized(string Detail) : Refusal;

    public sealed record Forbidden(string ReasonCode, string Detail, IReadOnlyDictionary<string, object>? Security)
        : Refusal;

    public sealed record Gone(string Detail) : Refusal;

    /// <summary>HTTP 429.</summary>
    /// <param name="Detail">Which limit, and when to try again.</param>
    /// <param name="RetryAfter">Seconds.</param>
    public sealed record TooMany(string Detail, int RetryAfter) : Refusal;
}
