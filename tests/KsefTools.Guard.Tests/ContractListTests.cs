using System.Globalization;
using System.Text.Json;

namespace KsefTools.Guard.Tests;

/// <summary>What the module embeds of the contract is what the contract says.</summary>
public sealed class ContractListTests
{
    private static readonly string[] Methods = ["get", "post", "put", "delete", "patch"];

    [Fact]
    public void The_embedded_list_of_operations_is_the_contracts()
    {
        var written = Lines(Path.Join(Code.RepositoryRoot, "src", "KsefTools.Core", "Api", "Contract"));

        // Where the contract has changed, what is expected here is the new content of operations.txt.
        Assert.Equal(FromContract().Order(StringComparer.Ordinal), written);
    }

    private static string[] Lines(string folder) =>
        [
            .. File.ReadLines(Path.Join(folder, "operations.txt"))
                .Where(line => line.Length > 0 && !line.StartsWith('#')),
        ];

    private static List<string> FromContract()
    {
        var contract = Path.Join(Code.RepositoryRoot, "tests", "Contract", "open-api-2.7.0.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(contract));
        var schemas = document.RootElement.GetProperty("components").GetProperty("schemas");
        return
        [
            .. from path in document.RootElement.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where Methods.Contains(operation.Name, StringComparer.Ordinal)
            select Line(operation.Name.ToUpperInvariant(), path.Name, operation.Value, schemas),
        ];
    }

    private static string Line(string method, string path, JsonElement operation, JsonElement schemas)
    {
        var parts = new List<string> { path, method };
        var answer = Answer(operation);
        if (operation.TryGetProperty("security", out _))
            parts.Add("signed");
        if (operation.TryGetProperty("requestBody", out _))
            parts.Add("body");
        if (answer is { } given)
            parts.Add(given.Name.Contains("xml", StringComparison.Ordinal) ? "xml" : "json");
        var parameters = operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().ToList() : [];
        var query = parameters.Where(one => one.GetProperty("in").GetString() == "query").Select(Name).ToList();
        if (query.Count > 0)
            parts.Add($"query={string.Join(',', query)}");
        if (parameters.Find(one => Name(one) == "pageSize") is { ValueKind: JsonValueKind.Object } size)
        {
            var way = query.Contains("pageOffset") ? "number" : "token";
            var most = size.GetProperty("schema").GetProperty("maximum").GetInt32();
            parts.Add(
                string.Create(CultureInfo.InvariantCulture, $"pages={way}:{List(answer!.Value, schemas)}:{most}")
            );
        }
        if (Limits(operation) is { } limits && limits != "10/30/120" && limits != "60")
            parts.Add($"limits={limits}");
        return string.Join(' ', parts);
    }

    private static string Name(JsonElement parameter) => parameter.GetProperty("name").GetString()!;

    private static JsonProperty? Answer(JsonElement operation)
    {
        var success = operation.GetProperty("responses").EnumerateObject().First(one => one.Name.StartsWith('2'));
        return success.Value.TryGetProperty("content", out var content) && content.EnumerateObject().Any()
            ? content.EnumerateObject().First()
            : null;
    }

    // A page has one list.
    private static string List(JsonProperty answer, JsonElement schemas) =>
        Schema(answer.Value.GetProperty("schema"), schemas)
            .GetProperty("properties")
            .EnumerateObject()
            .Single(one => one.Value.TryGetProperty("type", out var type) && type.GetString() == "array")
            .Name;

    private static JsonElement Schema(JsonElement schema, JsonElement schemas) =>
        schema.TryGetProperty("$ref", out var reference)
            ? schemas.GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;

    private static string? Limits(JsonElement operation) =>
        operation.TryGetProperty("x-rate-limits", out var limits)
            ? string.Join('/', limits.EnumerateObject().Select(one => one.Value.GetInt32()))
            : null;
}
