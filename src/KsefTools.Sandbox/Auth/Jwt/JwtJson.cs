using System.Text.Json.Serialization;

namespace KsefTools.Sandbox.Auth.Jwt;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JwtClaims))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(SubjectDetails))]
[JsonSerializable(typeof(JwtHeader))]
internal sealed partial class JwtJson : JsonSerializerContext;
