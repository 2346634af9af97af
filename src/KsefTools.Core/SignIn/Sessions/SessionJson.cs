using System.Text.Json.Serialization;
using KsefTools.Core.Api.Http;

namespace KsefTools.Core.SignIn.Sessions;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(SecretTextConverter), typeof(UtcTimeConverter)]
)]
[JsonSerializable(typeof(CachedSessions))]
internal sealed partial class SessionJson : JsonSerializerContext;
