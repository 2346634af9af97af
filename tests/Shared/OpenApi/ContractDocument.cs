using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace KsefTools.Tests.OpenApi;

/// <summary>The OpenAPI 3.0 document of the KSeF API, read once in a process.</summary>
public sealed class ContractDocument
{
    private const string FileName = "open-api-2.7.0.json";
    private static readonly Lazy<(ContractDocument? Document, string Reason)> Shared = new(Load);

    private ContractDocument(JsonElement root)
    {
        Schemas = new SchemaCheck(root.GetProperty("components").GetProperty("schemas"));
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

    /// <summary>Every operation of the contract.</summary>
    public IReadOnlyList<ContractOperation> Operations { get; }

    internal SchemaCheck Schemas { get; }

    /// <summary>The document, or null and a sentence that says where it was looked for: a test then skips with it.</summary>
    public static ContractDocument? TryLoad(out string reason)
    {
        (var document, reason) = Shared.Value;
        return document;
    }

    /// <summary>The document; skips the calling test where there is none.</summary>
    public static ContractDocument LoadOrSkip()
    {
        var document = TryLoad(out var reason);
        Assert.SkipWhen(document is null, reason);
        return document!;
    }

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

    private static (ContractDocument? Document, string Reason) Load()
    {
        var file = Candidates().FirstOrDefault(File.Exists);
        if (file is null)
            return (
                null,
                $"The KSeF contract ksef/{FileName} was found neither in $KSEF_SHARED nor in a folder 'shared' beside the repository."
            );
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return (new ContractDocument(document.RootElement.Clone()), "");
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("KSEF_SHARED") is { Length: > 0 } shared)
            yield return Path.Combine(shared, "ksef", FileName);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "shared", "ksef", FileName);
    }
}
