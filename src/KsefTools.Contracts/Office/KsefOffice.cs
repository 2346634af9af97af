namespace KsefTools;

/// <summary>An office: the folder that holds <c>office.yaml</c> and <c>clients/*.yaml</c>.</summary>
public sealed record KsefOffice
{
    /// <summary>The office's own NIP.</summary>
    public required string Nip { get; init; }

    public required string Name { get; init; }

    /// <summary>
    /// The default environment of its clients: <c>production</c>, <c>demo</c>, <c>test</c> or an address.
    /// </summary>
    public required string Environment { get; init; }

    /// <summary>The default vault; null for the session's default vault.</summary>
    public string? Vault { get; init; }

    /// <summary>The folder.</summary>
    public required string OfficePath { get; init; }
}
