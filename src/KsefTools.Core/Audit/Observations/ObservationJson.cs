using System.Text.Json.Serialization;

namespace KsefTools.Core.Audit.Observations;

[JsonSourceGenerationOptions(
    WriteIndented = true,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ClientObservations))]
internal sealed partial class ObservationJson : JsonSerializerContext;
