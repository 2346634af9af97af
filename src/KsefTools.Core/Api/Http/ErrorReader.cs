using System.Text.Json;

namespace KsefTools.Core.Api.Http;

/// <summary>
/// Reads an error's body in any of its shapes: the older <c>exception</c>, problem details, the 429's own
/// <c>status</c>, HTML of the portal, nothing at all. A field that is missing or of a foreign type is skipped.
/// </summary>
internal static class ErrorReader
{
    internal static ErrorBody Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement)
                : ErrorBody.Foreign;
        }
        // A text that is none (half a character, bytes that are no UTF-8) is found out when it is read.
        catch (Exception foreign) when (foreign is JsonException or InvalidOperationException)
        {
            return ErrorBody.Foreign;
        }
    }

    private static ErrorBody Read(JsonElement root)
    {
        var details = new List<string>();
        int? code = null;
        var errors = Property(root, "errors") ?? Property(Property(root, "exception"), "exceptionDetailList");
        if (errors is { ValueKind: JsonValueKind.Array } list)
            foreach (var error in list.EnumerateArray())
            {
                code ??= Number(error, "code") ?? Number(error, "exceptionCode");
                Add(details, Text(error, "description") ?? Text(error, "exceptionDescription"));
                details.AddRange(Texts(Property(error, "details")));
            }
        details.AddRange(Texts(Property(Property(root, "status"), "details")));
        if (details.Count == 0)
            Add(details, Text(root, "detail"));
        return new ErrorBody
        {
            IsOfContract = true,
            Code = code,
            Details = details,
            ReasonCode = Scrubbed(Text(root, "reasonCode")),
            PresentPermissions = Property(Property(root, "security"), "presentPermissions") is { } present
                ? Texts(present)
                : null,
            TraceId = Scrubbed(Text(root, "traceId") ?? Text(Property(root, "exception"), "serviceCode")),
        };
    }

    private static void Add(List<string> details, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            details.Add(Redactor.Scrub(text));
    }

    private static string? Scrubbed(string? text) => text is null ? null : Redactor.Scrub(text);

    private static JsonElement? Property(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value)
            ? value
            : null;

    private static string? Text(JsonElement? element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static int? Number(JsonElement? element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number)
            ? number
            : null;

    private static List<string> Texts(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array
            ?
            [
                .. array
                    .EnumerateArray()
                    .Where(item => item.ValueKind == JsonValueKind.String)
                    .Select(item => Redactor.Scrub(item.GetString()!)),
            ]
            : [];
}
