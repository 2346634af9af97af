using System.Text.Json;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Contract;
using KsefTools.Core.Api.Http;

namespace KsefTools.Core.Access;

/// <summary>One answer as it was read.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Given">What came.</param>
/// <param name="Json">Null where no JSON is to be expected, or nothing came.</param>
internal sealed record AnswerPage(ContractRequest Request, ContractAnswer Given, JsonElement? Json)
{
    /// <summary>The list's entries.</summary>
    /// <exception cref="KsefApiException">The answer has no such list.</exception>
    public IReadOnlyList<JsonElement> Entries =>
        Json is { ValueKind: JsonValueKind.Object } page
        && page.TryGetProperty(Request.Operation.Pages!.List, out var list)
        && list.ValueKind is JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : throw Foreign(Request, Given);

    /// <summary>The token of the next page; null after the last one.</summary>
    public string? Next =>
        Json is { ValueKind: JsonValueKind.Object } page
        && page.TryGetProperty("continuationToken", out var token)
        && token.ValueKind is JsonValueKind.String
            ? token.GetString()
            : null;

    /// <summary>Whether a list whose pages are counted goes on.</summary>
    public bool SaysMore =>
        Json is { ValueKind: JsonValueKind.Object } page
        && page.TryGetProperty("hasMore", out var more)
        && more.ValueKind is JsonValueKind.True;

    /// <summary>Reads an answer.</summary>
    /// <exception cref="KsefApiException">JSON was to be expected, and something else came.</exception>
    public static AnswerPage Read(ContractRequest request, ContractAnswer given)
    {
        if (request.Operation.Answer is not AnswerType.Json || given.Body.IsEmpty)
            return new AnswerPage(request, given, Json: null);
        try
        {
            using var document = JsonDocument.Parse(given.Body);
            return new AnswerPage(request, given, document.RootElement.Clone());
        }
        catch (JsonException)
        {
            throw Foreign(request, given);
        }
    }

    /// <summary>The one page as an answer.</summary>
    public ClientAnswer ToAnswer() =>
        new()
        {
            Status = Given.Status,
            Body = Given.Body,
            Json = Json,
            List = Request.Operation.Pages?.List,
            HasMore = Request.Operation.Pages is { } pages && (pages.ByToken ? !string.IsNullOrEmpty(Next) : SaysMore),
        };

    private static KsefApiException Foreign(ContractRequest request, ContractAnswer given) =>
        ApiErrors.BadAnswer(request.Operation.ToString(), given.Status);
}
