using System.Text.Json.Serialization;

namespace KsefTools.Core.Conversion.Waiting;

[JsonSourceGenerationOptions(
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase
)]
[JsonSerializable(typeof(WaitingClient))]
internal sealed partial class WaitingJson : JsonSerializerContext;
