using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KsefTools.Sandbox.Faults;

namespace KsefTools.Sandbox.Http;

/// <summary>A response ready to be written: faults can still spoil its bytes.</summary>
internal sealed record Reply(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    public const string JsonType = "application/json; charset=utf-8";
    public const string ProblemType = "application/problem+json";

    /// <summary>The fault that made or spoiled it.</summary>
    public FaultKind? Fault { get; init; }

    /// <summary>Seconds for the Retry-After header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Headers beside these; they win.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public static Reply Json<T>(int status, T body, JsonTypeInfo<T> type) =>
        new(status, JsonType, JsonSerializer.SerializeToUtf8Bytes(body, type));

    public static Reply Problem<T>(int status, T body, JsonTypeInfo<T> type) =>
        new(status, ProblemType, JsonSerializer.SerializeToUtf8Bytes(body, type));

    public static Reply Empty(int status) => new(status, null, ReadOnlyMemory<byte>.Empty);

    public async Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Fault is { } fault)
            response.Headers[FaultEffect.HeaderName] = fault.ToString();
        if (ContentType is not null)
            response.ContentType = ContentType;
        foreach (var (name, value) in Headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
            response.Headers[name] = value;
        if (Status != StatusCodes.Status204NoContent)
            response.ContentLength = Body.Length;
        if (!Body.IsEmpty)
            await response.Body.WriteAsync(Body, http.RequestAborted);
    }
}
