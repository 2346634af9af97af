using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace KsefTools.Core.Office.Yaml;

/// <summary>
/// Writes a value as YAML text on one line. Only what no YAML reader could take for anything but this text is left
/// without quotes; all else is quoted.
/// </summary>
internal static partial class ScalarText
{
    private static readonly string[] Words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];

    /// <summary>The value in the given style, or in double quotes where that style cannot carry it.</summary>
    public static string Of(string value, ScalarStyle style = ScalarStyle.Plain) =>
        style switch
        {
            ScalarStyle.SingleQuoted when !value.Any(NeedsEscape) =>
                $"'{value.Replace("'", "''", StringComparison.Ordinal)}'",
            ScalarStyle.DoubleQuoted => Quoted(value),
            _ => IsPlain(value) ? value : Quoted(value),
        };

    public static string Quoted(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var character in value)
            switch (character)
            {
                case '"' or '\\':
                    text.Append('\\').Append(character);
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case var _ when NeedsEscape(character):
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
                    break;
                default:
                    text.Append(character);
                    break;
            }
        return text.Append('"').ToString();
    }

    private static bool IsPlain(string value) =>
        PlainPattern().IsMatch(value) && !Words.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static bool NeedsEscape(char character) =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or '\uFEFF' or '\u00A0';

    /// <summary>Words that begin with a letter, dates, and durations.</summary>
    [GeneratedRegex(
        @"\A(\p{L}[\p{L}\p{N}.@+/_-]*( [\p{L}\p{N}(][\p{L}\p{N}.@+/_()-]*)*|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+[wdhms]|[0-9]{8}-[A-Z]{2}-[0-9A-F-]+)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex PlainPattern();
}
