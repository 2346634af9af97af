using System.Text;
using System.Text.Json;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Access;

/// <summary>What KSeF answered a client's request: for all pages of a list, one answer with all entries.</summary>
public sealed record ClientAnswer
{
    /// <summary>The HTTP status, of the last page.</summary>
    public required int Status { get; init; }

    /// <summary>As KSeF sent it; of several pages, the last one with the entries of all.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The same, read; null where the answer is no JSON.</summary>
    public JsonElement? Json { get; init; }

    /// <summary>The property that holds a list's entries; null where it is no list by pages.</summary>
    public string? List { get; init; }

    /// <summary>How many pages were read.</summary>
    public int Pages { get; init; } = 1;

    /// <summary>Whether the list goes on after what was read.</summary>
    public bool HasMore { get; init; }

    /// <summary>The secret that opened the session; null where none was needed.</summary>
    public string? SecretName { get; init; }

    /// <summary>A text of the answer as it may be shown: no terminal sequence, and no token.</summary>
    public static string Shown(string text) =>
        SecretShape.IsTokenIn(text) ? SecretShape.Blot(text) : PlainText.Lines(text);

    /// <inheritdoc cref="Shown(string)"/>
    public static string Shown(JsonElement text)
    {
        try
        {
            return Shown(text.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // Half a character: a text that is none.
            return Shown(text.GetRawText());
        }
    }

    /// <summary>An answer that is no JSON, as it may be shown.</summary>
    public string ShownText => Shown(Encoding.UTF8.GetString(Body.Span));
}
