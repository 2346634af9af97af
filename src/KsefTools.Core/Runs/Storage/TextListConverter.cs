using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace KsefTools.Core.Runs.Storage;

/// <summary>A <see cref="TextList{T}"/> as a JSON array.</summary>
internal sealed class TextListConverter<T> : JsonConverter<TextList<T>>
{
    public override TextList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize(ref reader, TypeOf(options)) ?? []);

    public override void Write(Utf8JsonWriter writer, TextList<T> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [.. value], TypeOf(options));

    private static JsonTypeInfo<List<T>> TypeOf(JsonSerializerOptions options) =>
        (JsonTypeInfo<List<T>>)options.GetTypeInfo(typeof(List<T>));
}
