using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using KsefTools.Core.Runs.Storage;

namespace KsefTools.Core.Notices;

/// <summary>A notice as JSON. Text of others stands in fields that know no markup.</summary>
internal static class NoticeJson
{
    /// <summary>The version of the plain shape.</summary>
    private const int PlainVersion = 1;

    // Slack: 3,000 characters a section, 50 blocks; Teams: 28 KB a message.
    private const int MostLines = 14;

    private static readonly RunJson Json = new(
        new JsonSerializerOptions(RunJson.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) }
    );

    /// <summary>The body to post, as UTF-8.</summary>
    public static byte[] Of(Notice notice, NoticeShape shape)
    {
        var body = shape switch
        {
            NoticeShape.Slack => Slack(notice),
            NoticeShape.Teams => Teams(notice),
            _ => Plain(notice),
        };
        return JsonSerializer.SerializeToUtf8Bytes(body, Json.JsonObject);
    }

    private static JsonObject Plain(Notice notice) =>
        new()
        {
            ["version"] = PlainVersion,
            ["text"] = notice.Title,
            ["run"] = JsonSerializer.SerializeToNode(
                notice.Summary with
                {
                    Path = null,
                    OfficePath = null,
                },
                Json.KsefAudit
            ),
            ["changes"] = new JsonArray([
                .. notice.Changes.Select(change =>
                    JsonSerializer.SerializeToNode(
                        change with
                        {
                            SecretName = null,
                            OfficePath = null,
                        },
                        Json.KsefAuditChange
                    )
                ),
            ]),
        };

    // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks: text is what a notification shows,
    // and its &, < and > are control characters; plain_text knows no markup.
    private static JsonObject Slack(Notice notice) =>
        new()
        {
            ["text"] = notice
                .Title.Replace("&", "&amp;", StringComparison.Ordinal)
                .Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal),
            ["blocks"] = new JsonArray(
                Block("header", notice.Title),
                Block("section", string.Join('\n', [notice.Counts, .. notice.Lines(MostLines)]))
            ),
        };

    private static JsonObject Block(string type, string text) =>
        new()
        {
            ["type"] = type,
            ["text"] = new JsonObject
            {
                ["type"] = "plain_text",
                ["text"] = text,
                ["emoji"] = false,
            },
        };

    // A message with one adaptive card. Its TextBlock reads Markdown; a TextRun of a RichTextBlock does not
    // (https://learn.microsoft.com/adaptive-cards/schema-explorer/text-run).
    private static JsonObject Teams(Notice notice) =>
        new()
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(
                new JsonObject
                {
                    ["contentType"] = "application/vnd.microsoft.card.adaptive",
                    ["content"] = new JsonObject
                    {
                        ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                        ["type"] = "AdaptiveCard",
                        ["version"] = "1.2",
                        ["body"] = new JsonArray([
                            Run(notice.Title, isTitle: true),
                            Run(notice.Counts),
                            .. notice.Lines(MostLines).Select(line => Run(line)),
                        ]),
                    },
                }
            ),
        };

    private static JsonObject Run(string text, bool isTitle = false)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = text };
        if (isTitle)
            (run["weight"], run["size"]) = ("Bolder", "Medium");
        return new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(run) };
    }
}
