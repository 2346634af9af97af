using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;

namespace KsefTools.Tests.OpenApi;

/// <summary>Checks one request or response against one operation of the contract.</summary>
internal sealed class MessageCheck(ContractDocument document, ContractOperation operation)
{
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";

    private readonly List<ContractViolation> violations = [];

    /// <summary>Path and query parameters, the bearer token, the body's content type and the body.</summary>
    public IReadOnlyList<ContractViolation> Request(HttpRequestMessage request, string path, byte[] body)
    {
        const string place = "request";
        if (operation.NeedsBearer && request.Headers.Authorization is not { Scheme: "Bearer", Parameter.Length: > 0 })
            Fail(place, "has no Authorization: Bearer, which the operation needs");
        foreach (var (name, value) in operation.PathValues(path.Split('/', StringSplitOptions.RemoveEmptyEntries)))
            CheckParameter(Parameter("path", name), value, $"{place} path {name}");
        CheckQuery(request.RequestUri!.Query, place);
        CheckHeaders(request.Headers, place);
        CheckRequestBody(request.Content?.Headers.ContentType, body, place);
        return violations;
    }

    /// <summary>
    /// Status, content type (also against the error format that was asked for), Retry-After and the body.
    /// </summary>
    public IReadOnlyList<ContractViolation> Response(HttpResponseMessage response, bool problemDetails, byte[] body)
    {
        var status = (int)response.StatusCode;
        var place = $"response {status.ToString(CultureInfo.InvariantCulture)}";
        if (operation.Response(status) is not { } documented)
        {
            Fail(place, "is a status that the contract does not document here");
            return violations;
        }

        if (status == 429 && response.Headers.RetryAfter?.Delta is null)
            Fail($"{place} Retry-After", "is missing, or not a number of seconds");
        if (!documented.TryGetProperty("content", out var content))
        {
            if (body.Length > 0)
                Fail(place, "has a body where the contract documents none");
            return violations;
        }

        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (status is 400 or 429 && !string.Equals(type, problemDetails ? ProblemJson : Json, StringComparison.Ordinal))
            Fail($"{place} Content-Type", $"is '{type}', which is not the error format that was asked for");
        CheckBody(content, type, body, place);
        return violations;
    }

    private void CheckQuery(string query, string place)
    {
        var given = HttpUtility.ParseQueryString(query);
        foreach (var name in given.AllKeys)
        {
            if (Parameter("query", name ?? "") is not { } parameter)
            {
                Fail($"{place} query {name}", "is not a parameter of the operation");
                continue;
            }

            foreach (var value in given.GetValues(name) ?? [])
                CheckParameter(parameter, value, $"{place} query {name}");
        }

        foreach (var parameter in operation.Parameters.Where(p => p.GetProperty("in").ValueEquals("query")))
            if (
                parameter.TryGetProperty("required", out var required)
                && required.GetBoolean()
                && given[parameter.GetProperty("name").GetString()] is null
            )
                Fail($"{place} query {parameter.GetProperty("name").GetString()}", "is missing");
    }

    private void CheckHeaders(HttpRequestHeaders headers, string place)
    {
        foreach (var parameter in operation.Parameters.Where(p => p.GetProperty("in").ValueEquals("header")))
        {
            var name = parameter.GetProperty("name").GetString()!;
            if (headers.TryGetValues(name, out var values))
                CheckParameter(parameter, values.First(), $"{place} header {name}");
        }
    }

    private JsonElement? Parameter(string where, string name)
    {
        foreach (var parameter in operation.Parameters)
            if (parameter.GetProperty("in").ValueEquals(where) && parameter.GetProperty("name").ValueEquals(name))
                return parameter;
        return null;
    }

    private void CheckParameter(JsonElement? parameter, string text, string place)
    {
        if (parameter is not { } known)
            return;
        var schema = known.GetProperty("schema");
        if (schema.TryGetProperty("type", out var type) && type.ValueEquals("array"))
        {
            schema = schema.GetProperty("items");
            type = default;
        }

        var kind = type.ValueKind == JsonValueKind.String ? type.GetString() : null;
        JsonNode? value = kind switch
        {
            "integer"
                when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) => n,
            "boolean" when bool.TryParse(text, out var b) => b,
            _ => text,
        };
        CheckValue(schema, JsonSerializer.SerializeToElement(value), place);
    }

    private void CheckRequestBody(MediaTypeHeaderValue? contentType, byte[] body, string place)
    {
        if (operation.RequestBody is not { } documented)
        {
            if (body.Length > 0)
                Fail(place, "has a body where the contract documents none");
            return;
        }

        if (body.Length == 0)
        {
            if (documented.TryGetProperty("required", out var required) && required.GetBoolean())
                Fail(place, "has no body");
            return;
        }

        CheckBody(documented.GetProperty("content"), contentType?.MediaType ?? "", body, place);
    }

    private void CheckBody(JsonElement content, string type, byte[] body, string place)
    {
        if (!content.TryGetProperty(type, out var documented))
        {
            Fail($"{place} Content-Type", $"is '{type}', which the contract does not document here");
            return;
        }

        if (!type.EndsWith("json", StringComparison.Ordinal))
            return;
        try
        {
            using var parsed = JsonDocument.Parse(body);
            CheckValue(documented.GetProperty("schema"), parsed.RootElement, place);
        }
        catch (JsonException)
        {
            Fail(place, "is not JSON");
        }
    }

    private void CheckValue(JsonElement schema, JsonElement value, string place)
    {
        foreach (var error in document.Schemas.Check(schema, value))
            Fail($"{place} {error.Pointer}".TrimEnd(), error.Message);
    }

    private void Fail(string place, string message) => violations.Add(new(operation.ToString(), place, message));
}
