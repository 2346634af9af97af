using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;

namespace KsefTools.Tests.OpenApi;

/// <summary>
/// OpenAPI's formats, and KSeF's way of writing a time. A null passes: whether it may be there is for <c>type</c>.
/// </summary>
internal static partial class ContractFormats
{
    /// <summary>A time which the API writes without an offset.</summary>
    public const string LocalDateTime = "local-date-time";

    public static FormatRegistry All { get; } = Register();

    private static FormatRegistry Register()
    {
        var all = new FormatRegistry();
        all.Register(new PredicateFormat("date-time", v => Text(v) is not { } text || IsDateTime(text)));
        all.Register(
            new PredicateFormat(
                LocalDateTime,
                v => Text(v) is not { } text || IsDateTime(text) || IsDateTime(text + "Z")
            )
        );
        all.Register(new PredicateFormat("byte", v => Text(v) is not { } text || Base64.IsValid(text)));
        all.Register(new PredicateFormat("int32", v => !IsNumber(v) || v.TryGetInt32(out _)));
        all.Register(new PredicateFormat("int64", v => !IsNumber(v) || v.TryGetInt64(out _)));
        all.Register(new PredicateFormat("double", _ => true));
        return all;
    }

    private static string? Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;

    private static bool IsDateTime(string text) =>
        DateTimeShape().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _);

    // RFC 3339 section 5.6; KSeF writes up to seven digits of a second.
    [GeneratedRegex(
        @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?(Z|[+-]\d{2}:\d{2})$",
        RegexOptions.ECMAScript,
        matchTimeoutMilliseconds: 60_000
    )]
    private static partial Regex DateTimeShape();
}
