using System.Text.Json;
using System.Text.Json.Serialization;

namespace KsefTools.Core.Api.Environments;

[JsonSourceGenerationOptions(
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase
)]
[JsonSerializable(typeof(IReadOnlyList<ApprovedEnvironment>))]
[JsonSerializable(typeof(IReadOnlyList<JsonElement>))]
internal sealed partial class ApprovedJson : JsonSerializerContext;
