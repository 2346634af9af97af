using System.Text.Json.Serialization;

namespace KsefTools.Core.Conversion.Waiting;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(WaitingClient))]
internal sealed partial class WaitingJson : JsonSerializerContext;
