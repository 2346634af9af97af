using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KsefTools.Core.Api.Http;

/// <summary>
/// Reads every text of an answer, or of a file that others may have changed, as it may be shown: names, descriptions
/// and reasons are what somebody typed somewhere.
/// A text that is no text (half a character, bytes that are no UTF-8) is no reason to lose the answer around it.
/// </summary>
internal sealed class PlainTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Null ? null
        : reader.TokenType is JsonTokenType.String ? PlainText.Line(TextOf(ref reader))
        : throw new JsonException("A text is expected.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
