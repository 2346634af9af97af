using System.Text.Json.Serialization;
using KsefTools.Core.Api.Http;

namespace KsefTools.Core.Conversion.Waiting;

[JsonSourceGenerationOptions(
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(PlainTextConverter)]
)]
[JsonSerializable(typeof(WaitingClient))]
internal sealed partial class WaitingJson : JsonSerializerContext;
