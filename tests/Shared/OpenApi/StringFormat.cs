using System.Buffers.Text;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KsefTools.Tests.OpenApi;

/// <summary>The <c>format</c> keyword for strings.</summary>
internal static partial class StringFormat
{
    public static bool Fits(string format, string value) =>
        format switch
        {
            "date-time" => DateTimeShape().IsMatch(value)
                && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _),
            "date" => DateOnly.TryParseExact(
                value,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            ),
            "byte" => Base64.IsValid(value),
            "uri" => Uri.TryCreate(value, UriKind.Absolute, out _),
            _ => true,
        };

    // RFC 3339 section 5.6; KSeF writes up to seven digits of a second.
    [GeneratedRegex(
        @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?(Z|[+-]\d{2}:\d{2})$",
        RegexOptions.ECMAScript,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex DateTimeShape();
}
