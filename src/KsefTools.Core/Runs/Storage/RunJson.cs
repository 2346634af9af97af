using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using KsefTools.Core.Api.Http;

namespace KsefTools.Core.Runs.Storage;

/// <summary>results.json, summary.json and the lines of log.jsonl.</summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    IgnoreReadOnlyProperties = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(TextListConverter<string>),
        typeof(TextListConverter<KsefAuditFinding>),
        typeof(PlainTextConverter),
    ]
)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(KsefAudit))]
[JsonSerializable(typeof(KsefAuditChange))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(AccessRecord))]
[JsonSerializable(typeof(RunLogLine))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(List<KsefAuditFinding>))]
internal sealed partial class RunJson : JsonSerializerContext;
