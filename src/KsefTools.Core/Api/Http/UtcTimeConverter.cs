using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KsefTools.Core.Api.Http;

/// <summary>
/// KSeF's times have up to seven fractional digits, and an offset most of the time. Without one, UTC is meant: the
/// serializer's own reading would take this machine's zone.
/// </summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, Utc, out var time)
            ? time
            : throw new JsonException("Not a time.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
