using System.Globalization;

namespace KsefTools.Core.Api.Contract;

/// <summary>One operation of KSeF's contract, of which the module embeds this much.</summary>
public sealed record ContractOperation
{
    private static readonly Lazy<IReadOnlyList<ContractOperation>> Embedded = new(ReadAll);

    private ContractOperation() { }

    /// <summary>Every operation, by path.</summary>
    public static IReadOnlyList<ContractOperation> All => Embedded.Value;

    /// <summary>As the contract writes it, e.g. <c>/tokens/{referenceNumber}</c>.</summary>
    public required string Template { get; init; }

    /// <summary>The HTTP method in capital letters.</summary>
    public required string Method { get; init; }

    /// <summary>Whether it takes a session.</summary>
    public bool NeedsSession { get; private init; }

    /// <summary>Whether a body of JSON goes along.</summary>
    public bool TakesBody { get; private init; }

    public AnswerType Answer { get; private init; }

    /// <summary>The names that its query may have.</summary>
    public IReadOnlyList<string> Query { get; private init; } = [];

    /// <summary>Null where it gives no list by pages.</summary>
    public ContractPages? Pages { get; private init; }

    /// <summary>Null for the limit of those that have no row of their own.</summary>
    public RateLimitValues? Limit { get; private init; }

    /// <summary>Whether it changes nothing: KSeF takes long filters as POST, too.</summary>
    public bool IsRead =>
        Method is "GET"
        || (
            Method is "POST"
            && (
                Template.Contains("/query", StringComparison.Ordinal)
                || Template.EndsWith("/retrieve", StringComparison.Ordinal)
            )
        );

    /// <summary>Whether its answer holds what signs in: such calls are made by the house's own doors alone.</summary>
    public bool GivesSecret =>
        (
            Template.StartsWith("/auth/", StringComparison.Ordinal)
            && !Template.StartsWith("/auth/sessions", StringComparison.Ordinal)
        ) || this is { Method: "POST", Template: "/tokens" };

    internal string[] Segments => Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public override string ToString() => $"{Method} {Template}";

    private static List<ContractOperation> ReadAll()
    {
        using var stream = typeof(ContractOperation).Assembly.GetManifestResourceStream("operations.txt")!;
        using var reader = new StreamReader(stream);
        var operations = new List<ContractOperation>();
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('#'))
                operations.Add(Read(line.Split(' ')));
        return operations;
    }

    private static ContractOperation Read(string[] parts)
    {
        var operation = new ContractOperation
        {
            Template = parts[0],
            Method = parts[1],
            NeedsSession = parts.Contains("signed"),
            TakesBody = parts.Contains("body"),
            Answer =
                parts.Contains("json") ? AnswerType.Json
                : parts.Contains("xml") ? AnswerType.Xml
                : AnswerType.Nothing,
        };
        foreach (var part in parts)
            operation = part.Split('=') switch
            {
                ["query", var names] => operation with { Query = names.Split(',') },
                ["pages", var pages] => operation with { Pages = ReadPages(pages.Split(':')) },
                ["limits", var limits] => operation with { Limit = ReadLimits(limits.Split('/')) },
                _ => operation,
            };
        return operation;
    }

    private static ContractPages ReadPages(string[] parts) => new(parts[0] is "token", parts[1], Number(parts[2]));

    private static RateLimitValues ReadLimits(string[] parts) =>
        new(Number(parts[0]), Number(parts[1]), Number(parts[2]));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
