using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using KsefTools.Core.Reports.Data;

namespace KsefTools.Core.Reports;

/// <summary>
/// The report as one file of HTML. Nothing is loaded from anywhere: style and script stand in it, and a content
/// security policy allows these two and nothing else. Data is JSON, encoded so that no text of others ends its element.
/// </summary>
public static partial class HtmlReport
{
    private static readonly ReportJson Json = new(
        new JsonSerializerOptions(ReportJson.Default.Options)
        {
            // Polish letters stay letters; signs of markup and quotes are escaped, as by the default encoder.
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        }
    );

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The file's content, in the language of the session.</summary>
    public static string Make(ReportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var (style, script) = (Resource("report.css"), Resource("report.js"));
        var data = new ReportBuilder(source).Build();
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["lang"] = data.Lang,
            ["csp"] =
                $"default-src 'none'; style-src '{HashOf(style)}'; script-src '{HashOf(script)}'; "
                + "base-uri 'none'; form-action 'none'",
            ["title"] = Html.Encode($"KSeF: {source.Run.Name}, {LocalTime.Day(source.Run.StartedAt)}"),
            ["heading"] = Html.Encode(source.Run.Name),
            ["skip"] = UiText.Of("To the content", "Do treści"),
            ["navigation"] = UiText.Of("Sections", "Części"),
            ["noscript"] = UiText.Of(
                "This page needs JavaScript, which is part of the file; nothing is loaded from outside.",
                "Ta strona potrzebuje JavaScriptu, który jest w pliku; niczego nie pobiera z zewnątrz."
            ),
            ["css"] = style,
            ["js"] = script,
            ["data"] = JsonSerializer.Serialize(data, Json.ReportData),
        };
        // Of the template alone: what is put in is not looked at again.
        return Place().Replace(Resource("report.html"), match => values[match.Groups["name"].Value]);
    }

    private static string HashOf(string text) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        // As a browser reads it, so that the hash is of the same text.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\{\{(?<name>[a-z]+)\}\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
