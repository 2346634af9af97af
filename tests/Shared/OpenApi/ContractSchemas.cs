using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace KsefTools.Tests.OpenApi;

/// <summary>
/// Judges JSON values by the contract's schemas. They are written for OpenAPI 3.0 and rewritten here for JSON Schema
/// 2020-12, with one rule more: a property that no schema names is an error, because in a test it is a misspelt one.
/// </summary>
internal sealed class ContractSchemas
{
    private const string Id = "ksef:contract";
    private const string FailedFalse = "";

    private static readonly EvaluationOptions Verdict = new()
    {
        OutputFormat = OutputFormat.Flag,
        RequireFormatValidation = true,
        FormatRegistry = ContractFormats.All,
    };

    private static readonly EvaluationOptions Reasons = new()
    {
        OutputFormat = OutputFormat.List,
        RequireFormatValidation = true,
        FormatRegistry = ContractFormats.All,
    };

    private readonly BuildOptions _build = new() { SchemaRegistry = new() };
    private readonly Dictionary<string, JsonSchema> _built = new(StringComparer.Ordinal);

    // The registry of schemas, which building writes and judging reads, is for one thread at a time.
    private readonly Lock _sync = new();

    /// <summary>Rewrites and builds all schemas.</summary>
    /// <param name="schemas">The document's <c>components/schemas</c>.</param>
    public ContractSchemas(JsonElement schemas)
    {
        var corrected = JsonObject.Create(schemas)!;
        KnownExceptions.Correct(corrected);
        var root = new JsonObject { ["$id"] = Id, ["$defs"] = Each(corrected) };
        JsonSchema.Build(JsonSerializer.SerializeToElement(root), _build);
    }

    /// <summary>Every way in which the value departs from the schema; none of them shows the value itself.</summary>
    public IReadOnlyList<SchemaError> Check(JsonElement schema, JsonElement value)
    {
        lock (_sync)
        {
            var text = schema.GetRawText();
            if (!_built.TryGetValue(text, out var built))
                _built[text] = built = JsonSchema.Build(
                    JsonSerializer.SerializeToElement(Rewrite(JsonNode.Parse(text)!)),
                    _build
                );
            return built.Evaluate(value, Verdict).IsValid
                ? []
                : [.. ErrorsOf(built.Evaluate(value, Reasons)).Distinct()];
        }
    }

    private static IEnumerable<SchemaError> ErrorsOf(EvaluationResults results) =>
        from part in results.Details ?? []
        where part is { IsValid: false, Errors: not null }
        where !part.EvaluationPath.ToString().Contains("/if", StringComparison.Ordinal)
        from error in part.Errors!
        select new SchemaError(
            part.InstanceLocation.ToString(),
            error.Key is FailedFalse ? "is not a property of the schema" : error.Value
        );

    private static JsonObject Each(JsonObject schemas) =>
        new(schemas.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key, Rewrite(s.Value!))));

    private static JsonObject Rewrite(JsonNode openApi)
    {
        var schema = new JsonObject();
        foreach (var (keyword, value) in openApi.AsObject())
            schema[keyword] = (keyword, value) switch
            {
                ("properties", JsonObject properties) => Each(properties),
                ("allOf", JsonArray parts) => new JsonArray([.. parts.Select(p => Rewrite(p!))]),
                ("items" or "additionalProperties", JsonObject inner) => Rewrite(inner),
                ("$ref", JsonValue reference) => reference
                    .GetValue<string>()
                    .Replace("#/components/schemas/", $"{Id}#/$defs/", StringComparison.Ordinal),
                _ => value?.DeepClone(),
            };

        schema.Remove("example");
        if (schema.ContainsKey("properties"))
            schema.TryAdd("additionalProperties", false);
        if (schema["type"]?.GetValue<string>() is "array")
        {
            // The document says minimum and maximum of arrays where it means minItems and maxItems.
            Rename(schema, "minimum", "minItems");
            Rename(schema, "maximum", "maxItems");
        }

        if (schema.Remove("exclusiveMinimum", out var exclusive) && exclusive!.GetValue<bool>())
            Rename(schema, "minimum", "exclusiveMinimum");
        return schema.Remove("nullable", out var nullable) && nullable!.GetValue<bool>() ? OrNull(schema) : schema;
    }

    private static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is { } type)
            schema["type"] = new JsonArray(type.DeepClone(), "null");
        return schema.ContainsKey("allOf")
            ? new JsonObject
            {
                ["if"] = new JsonObject { ["type"] = "null" },
                ["else"] = schema,
            }
            : schema;
    }

    private static void Rename(JsonObject schema, string keyword, string name)
    {
        if (schema.Remove(keyword, out var value))
            schema[name] = value;
    }
}
