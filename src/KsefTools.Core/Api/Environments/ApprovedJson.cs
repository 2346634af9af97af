using System.Text.Json.Serialization;

namespace KsefTools.Core.Api.Environments;

[JsonSourceGenerationOptions(
    WriteIndented = true,
    RespectNullableAnnotations = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase
)]
[JsonSerializable(typeof(IReadOnlyList<ApprovedEnvironment>))]
internal sealed partial class ApprovedJson : JsonSerializerContext;
