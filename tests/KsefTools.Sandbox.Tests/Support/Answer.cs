using System.Net;
using System.Text.Json;

namespace KsefTools.Sandbox.Tests.Support;

/// <summary>A response that has been read.</summary>
public sealed record Answer(HttpStatusCode Status, string? ContentType, string Text, int? RetryAfter, string? Warning)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>Business code of an error in either format.</summary>
    public int Code =>
        Json.TryGetProperty("exception", out var exception)
            ? exception.GetProperty("exceptionDetailList")[0].GetProperty("exceptionCode").GetInt32()
            : Json.GetProperty("errors")[0].GetProperty("code").GetInt32();

    /// <summary>First detail of an error in the old format.</summary>
    public string Detail =>
        Json.GetProperty("exception").GetProperty("exceptionDetailList")[0].GetProperty("details")[0].GetString()!;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
        new(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(),
            response.Headers.RetryAfter?.Delta is { } delta ? (int)delta.TotalSeconds : null,
            response.Headers.TryGetValues("X-System-Warning", out var values) ? values.Single() : null
        );
}
