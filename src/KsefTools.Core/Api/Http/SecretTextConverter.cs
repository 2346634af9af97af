using System.Text.Json;
using System.Text.Json.Serialization;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Api.Http;

/// <summary>Reads a secret straight into <see cref="SecretText"/>, so that no record prints it.</summary>
internal sealed class SecretTextConverter : JsonConverter<SecretText>
{
    public override SecretText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } text
            ? new SecretText(text)
            : throw new JsonException("A secret is missing.");

    public override void Write(Utf8JsonWriter writer, SecretText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Reveal());
}
