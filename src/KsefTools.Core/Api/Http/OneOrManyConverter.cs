using System.Text.Json;
using System.Text.Json.Serialization;

namespace KsefTools.Core.Api.Http;

/// <summary>Reads a text, a list of texts or nothing as a list.</summary>
internal sealed class OneOrManyConverter : JsonConverter<IReadOnlyList<string>>
{
    public override bool HandleNull => true;

    public override IReadOnlyList<string> Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return [];
            case JsonTokenType.String:
                return [reader.GetString()!];
            case JsonTokenType.StartArray:
                var texts = new List<string>();
                while (reader.Read() && reader.TokenType is JsonTokenType.String)
                    texts.Add(reader.GetString()!);
                return reader.TokenType is JsonTokenType.EndArray
                    ? texts
                    : throw new JsonException("Not a list of texts.");
            default:
                throw new JsonException("Neither a text nor a list of texts.");
        }
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var text in value)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
