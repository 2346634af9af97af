namespace KsefTools.Core.Conversion.Letters;

/// <summary>Text of others in Markdown is text: no link, no picture, no heading or table cell of its own.</summary>
internal static class MarkdownText
{
    /// <summary>The text on one line, with every sign that means something to Markdown written as itself.</summary>
    public static string Of(string text) =>
        string.Concat(
            PlainText.Line(text).Select(letter => "\\`*_[]<>|".Contains(letter) ? $"\\{letter}" : $"{letter}")
        );
}
