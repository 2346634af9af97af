using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KsefTools.Core.Api.Contract;

/// <summary>
/// A request that somebody wrote, held against the contract: only what stands there is sent, and whatever fills a
/// place of its path stays inside that place.
/// </summary>
public sealed record ContractRequest
{
    private ContractRequest() { }

    public required ContractOperation Operation { get; init; }

    /// <summary>From the API's address on, beginning with a slash, without a query.</summary>
    public required string Path { get; init; }

    /// <summary>What fills the places of the path.</summary>
    public IReadOnlyList<string> Values { get; private init; } = [];

    /// <summary>Escaped, without a question mark; empty for none.</summary>
    public string Query { get; private init; } = "";

    /// <summary>JSON; null for none.</summary>
    public string? Body { get; private init; }

    /// <summary>Whether it is for every page of a list.</summary>
    public bool AllPages { get; private init; }

    /// <summary>Method, path and query.</summary>
    public override string ToString() => $"{Operation.Method} {Path}{(Query.Length == 0 ? "" : $"?{Query}")}";

    /// <summary>A request as it is written.</summary>
    /// <param name="method">The HTTP method, in any case.</param>
    /// <param name="path">
    /// From the API's address on, with or without a slash, filled in; it may have a query, whose values are escaped.
    /// </param>
    /// <param name="query">More for the query, as it is meant.</param>
    /// <param name="body">JSON; null for none.</param>
    /// <param name="allPages">Whether every page of the list is asked for.</param>
    /// <exception cref="ContractException">The contract has no such request.</exception>
    public static ContractRequest Of(
        string method,
        string path,
        IEnumerable<(string Name, string Value)> query,
        string? body,
        bool allPages
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Trim().Split('?', 2);
        var (operation, segments) = Find(method, parts[0]);
        var asked = Named(parts.ElementAtOrDefault(1) ?? "").Concat(query).ToList();
        CheckQuery(operation, asked);
        if (allPages)
            AskForAll(operation, asked);
        return new ContractRequest
        {
            Operation = operation,
            Path = $"/{string.Join('/', segments)}",
            Values = [.. segments.Where((_, index) => IsPlace(operation.Segments[index]))],
            Query = string.Join('&', asked.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}")),
            Body = BodyOf(operation, body),
            AllPages = allPages,
        };
    }

    /// <summary>The call, of which a page after the first is asked for by token or by number.</summary>
    internal Http.ApiCall Call(AccessToken? access, string? page)
    {
        var byNumber = page is not null && Operation.Pages is { ByToken: false };
        var query = byNumber ? $"{Query}{(Query.Length == 0 ? "" : "&")}pageOffset={page}" : Query;
        return new Http.ApiCall(new HttpMethod(Operation.Method), Operation.Template)
        {
            Path = Path[1..] + (query.Length == 0 ? "" : $"?{query}"),
            Bearer = access?.Text,
            Context = access?.Context.ToString(),
            Body = Body is null ? null : Encoding.UTF8.GetBytes(Body),
            Accept =
                Operation.Answer is AnswerType.Xml
                    ? "application/xml, application/problem+json"
                    : "application/json, application/problem+json",
            ContinuationToken = byNumber ? null : page,
            Limit = Operation.Limit,
            MayRepeat = Operation.IsRead,
        };
    }

    private static (ContractOperation Operation, string[] Segments) Find(string method, string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var fitting = ContractOperation
            .All.Where(one => Fits(one.Segments, segments))
            // A word of the contract is meant before a place that anything fills.
            .OrderBy(one => one.Segments.Count(IsPlace))
            .ToList();
        if (fitting.Count == 0)
            throw ContractSentences.PathUnknown(path);
        var nearest = fitting.Where(one => one.Template == fitting[0].Template).ToList();
        var operation =
            nearest.Find(one => one.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            ?? throw ContractSentences.MethodUnknown(fitting[0].Template, method, nearest);
        if (operation.GivesSecret)
            throw ContractSentences.OwnDoor(operation);
        var unfilled = operation
            .Segments.Zip(segments)
            .FirstOrDefault(pair => IsPlace(pair.First) && IsPlace(pair.Second))
            .Second;
        return unfilled is null ? (operation, segments) : throw ContractSentences.PlaceEmpty(operation, unfilled);
    }

    private static bool Fits(string[] template, string[] path) =>
        template.Length == path.Length
        && template.Zip(path).All(pair => IsPlace(pair.First) ? Fills(pair.Second) : pair.First == pair.Second);

    private static bool IsPlace(string segment) => segment.StartsWith('{');

    // Numbers of KSeF's are letters, digits and hyphens; nothing else stays one segment in every reader of addresses.
    private static bool Fills(string segment) =>
        segment.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
        || (segment is ['{', .., '}'] && segment[1..^1].All(char.IsAsciiLetterOrDigit));

    private static IEnumerable<(string Name, string Value)> Named(string query) =>
        query
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair =>
                (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? ""))
            );

    private static void CheckQuery(ContractOperation operation, List<(string Name, string Value)> asked)
    {
        for (var index = 0; index < asked.Count; index++)
        {
            var (name, value) = asked[index];
            var known =
                operation.Query.FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw ContractSentences.QueryUnknown(operation, name);
            asked[index] = (known, value);
        }
    }

    private static void AskForAll(ContractOperation operation, List<(string Name, string Value)> asked)
    {
        if (operation.Pages is not { } pages)
            throw ContractSentences.NoPages(operation);
        if (asked.Exists(one => one.Name is "pageOffset"))
            throw ContractSentences.PageAndAll(operation);
        // Fewer requests: they are what the limits count.
        if (!asked.Exists(one => one.Name is "pageSize"))
            asked.Add(("pageSize", pages.Most.ToString(CultureInfo.InvariantCulture)));
    }

    private static string? BodyOf(ContractOperation operation, string? body)
    {
        if (!operation.TakesBody)
            return body is null ? null : throw ContractSentences.BodyUnwanted(operation);
        if (body is null)
            return operation.IsRead ? "{}" : throw ContractSentences.BodyMissing(operation);
        try
        {
            using var read = JsonDocument.Parse(body);
            return body;
        }
        catch (JsonException broken)
        {
            // The parser's own sentence quotes the text.
            throw ContractSentences.BodyBroken(operation, broken.LineNumber, broken.BytePositionInLine);
        }
    }
}
