using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace KsefTools.Tests.OpenApi;

/// <summary>The OpenAPI 3.0 document of the KSeF API, read once in a process.</summary>
public sealed class ContractDocument
{
    private static readonly Lazy<ContractDocument> Read = new(Load);

    private ContractDocument(JsonElement root)
    {
        Schemas = new ContractSchemas(root.GetProperty("components").GetProperty("schemas"));
        Operations =
        [
            .. root.GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path =>
                    path.Value.EnumerateObject()
                        .Select(o => new ContractOperation(o.Name.ToUpperInvariant(), path.Name, o.Value))
                ),
        ];
    }

    /// <summary>The document that stands in the repository.</summary>
    /// <exception cref="IOException">The contract is not beside the tests; without it they prove nothing.</exception>
    public static ContractDocument Instance => Read.Value;

    /// <summary>Every operation of the contract.</summary>
    public IReadOnlyList<ContractOperation> Operations { get; }

    internal ContractSchemas Schemas { get; }

    /// <summary>The operation of a path relative to the API's base address (without <c>/v2</c>).</summary>
    public bool TryFind(string method, string path, [NotNullWhen(true)] out ContractOperation? operation)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        operation = null;
        var best = -1;
        foreach (var candidate in Operations)
        {
            if (
                !string.Equals(candidate.Method, method, StringComparison.OrdinalIgnoreCase)
                || !candidate.Fits(segments, out var literals)
                || literals <= best
            )
                continue;
            best = literals;
            operation = candidate;
        }

        return operation is not null;
    }

    private static ContractDocument Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(ContractFiles.OpenApi));
        return new ContractDocument(document.RootElement.Clone());
    }
}
