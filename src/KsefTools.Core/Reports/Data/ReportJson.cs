using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace KsefTools.Core.Reports.Data;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ReportData))]
[JsonSerializable(typeof(JsonArray))]
internal sealed partial class ReportJson : JsonSerializerContext;
