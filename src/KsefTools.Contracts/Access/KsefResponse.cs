namespace KsefTools;

/// <summary>What KSeF answered a request that was made for a client.</summary>
public sealed record KsefResponse
{
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    /// <summary>What was asked: method, path and query.</summary>
    public required string Request { get; init; }

    /// <summary>The HTTP status, 200 to 299; of several pages, the last one's.</summary>
    public required int StatusCode { get; init; }

    /// <summary>
    /// The answer as objects; an invoice or a UPO as text. Null where KSeF had nothing to say, or a file has it.
    /// </summary>
    public object? Content { get; init; }

    /// <summary>A list's entries, of every page that was read.</summary>
    public TextList<object> Items { get; init; } = new([]);

    /// <summary>How many pages were read.</summary>
    public int Pages { get; init; } = 1;

    /// <summary>Whether the list goes on: -All reads the rest.</summary>
    public bool HasMore { get; init; }

    /// <summary>The file that has the answer as it came.</summary>
    public string? OutFile { get; init; }

    /// <summary>The secret that opened the session.</summary>
    public string? SecretName { get; init; }

    public string? OfficePath { get; init; }
}
