using System.Text.Json;
using System.Text.Json.Serialization;

namespace KsefTools.Demo.Shell;

/// <summary>Reads the module's objects as PowerShell wrote them down.</summary>
public static class ShellJson
{
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            Converters =
            {
                new JsonStringEnumConverter(),
                new TextListConverter<KsefFinding>(),
                new TextListConverter<string>(),
            },
        };

    private sealed class TextListConverter<T> : JsonConverter<TextList<T>>
    {
        public override TextList<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T[]>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, TextList<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
