using System.Text.Json;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Contract;

namespace KsefTools.Core.Access;

/// <summary>All pages of a list as one answer.</summary>
/// <param name="request">What is asked.</param>
/// <param name="send">Asks for a page, by token or number; null for the first.</param>
internal sealed class AnswerPages(ContractRequest request, Func<string?, CancellationToken, Task<ContractAnswer>> send)
{
    private AnswerPage? _last;
    private int _count;

    /// <summary>Reads them to the end.</summary>
    /// <exception cref="KsefApiException">A page could not be read, or the list has no end.</exception>
    public async Task<ClientAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        var (pages, endpoint) = (request.Operation.Pages!, request.Operation.ToString());
        var entries = await (
            pages.ByToken
                ? Paging.ByTokenAsync(endpoint, ByTokenAsync, Id, cancellationToken)
                : Paging.ByNumberAsync(endpoint, ByNumberAsync, Id, cancellationToken)
        ).ToListAsync(cancellationToken);
        var whole = Join(_last!.Json!.Value, pages.List, entries);
        using var document = JsonDocument.Parse(whole);
        return _last.ToAnswer() with
        {
            Body = whole,
            Json = document.RootElement.Clone(),
            Pages = _count,
            HasMore = false,
        };
    }

    // Entries have no number that all lists share; two that are the same in all are one.
    private static string Id(JsonElement entry) => entry.GetRawText();

    private async Task<(IReadOnlyList<JsonElement> Items, string? Next)> ByTokenAsync(
        string? token,
        CancellationToken cancellationToken
    )
    {
        var page = await ReadAsync(token, cancellationToken);
        return (page.Entries, page.Next);
    }

    private async Task<(IReadOnlyList<JsonElement> Items, bool HasMore)> ByNumberAsync(
        int number,
        CancellationToken cancellationToken
    )
    {
        var page = await ReadAsync(number == 0 ? null : $"{number}", cancellationToken);
        return (page.Entries, page.SaysMore);
    }

    private async Task<AnswerPage> ReadAsync(string? page, CancellationToken cancellationToken)
    {
        _count++;
        return _last = AnswerPage.Read(request, await send(page, cancellationToken));
    }

    private static ReadOnlyMemory<byte> Join(JsonElement last, string list, List<JsonElement> entries)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            foreach (var property in last.EnumerateObject())
                if (property.NameEquals(list))
                {
                    writer.WriteStartArray(list);
                    foreach (var entry in entries)
                        entry.WriteTo(writer);
                    writer.WriteEndArray();
                }
                else
                    property.WriteTo(writer);
            writer.WriteEndObject();
        }
        return buffer.ToArray();
    }
}
