using System.Text.Json;

namespace KsefTools.Tests.OpenApi;

/// <summary>One method on one path of the contract.</summary>
public sealed class ContractOperation
{
    private readonly string[] segments;
    private readonly JsonElement operation;

    internal ContractOperation(string method, string template, JsonElement operation)
    {
        Method = method;
        Template = template;
        this.operation = operation;
        segments = template.Split('/', StringSplitOptions.RemoveEmptyEntries);
    }

    public string Method { get; }

    /// <summary>The path as the document has it, e.g. <c>/tokens/{referenceNumber}</c>.</summary>
    public string Template { get; }

    /// <summary>Whether the operation wants <c>Authorization: Bearer</c>.</summary>
    public bool NeedsBearer => operation.TryGetProperty("security", out _);

    /// <summary>Whether a request carries a body.</summary>
    public bool TakesBody => RequestBody is not null;

    /// <summary>The HTTP statuses that the operation documents.</summary>
    public IEnumerable<int> Statuses =>
        operation
            .GetProperty("responses")
            .EnumerateObject()
            .Select(r => int.Parse(r.Name, System.Globalization.CultureInfo.InvariantCulture));

    public override string ToString() => $"{Method} {Template}";

    internal IEnumerable<JsonElement> Parameters =>
        operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    internal JsonElement? RequestBody => operation.TryGetProperty("requestBody", out var body) ? body : null;

    internal JsonElement? Response(int status) =>
        operation
            .GetProperty("responses")
            .TryGetProperty(status.ToString(System.Globalization.CultureInfo.InvariantCulture), out var response)
            ? response
            : null;

    /// <summary>
    /// Whether the path fits the template; literals count more than variables, so the best fit can be taken.
    /// </summary>
    internal bool Fits(string[] path, out int literals)
    {
        literals = 0;
        if (path.Length != segments.Length)
            return false;
        for (var i = 0; i < path.Length; i++)
        {
            if (segments[i].StartsWith('{'))
                continue;
            if (!string.Equals(segments[i], path[i], StringComparison.Ordinal))
                return false;
            literals++;
        }

        return true;
    }

    internal IEnumerable<KeyValuePair<string, string>> PathValues(string[] path) =>
        segments
            .Zip(path)
            .Where(pair => pair.First.StartsWith('{'))
            .Select(pair => KeyValuePair.Create(pair.First.Trim('{', '}'), Uri.UnescapeDataString(pair.Second)));
}
