using System.Text.Json.Serialization;

namespace KsefTools.Core.SignIn.Homes;

[JsonSourceGenerationOptions(
    RespectNullableAnnotations = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(SecretHome))]
internal sealed partial class SecretHomeJson : JsonSerializerContext;
