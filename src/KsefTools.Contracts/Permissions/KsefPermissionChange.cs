namespace KsefTools;

/// <summary>The outcome of a grant or a revocation in one context.</summary>
public sealed record KsefPermissionChange
{
    /// <summary>
    /// The context that was worked in: the client, or for permissions that are handed on, the office.
    /// </summary>
    public required string Nip { get; init; }

    public required string Name { get; init; }

    /// <summary><c>production</c>, <c>demo</c>, <c>test</c> or an address.</summary>
    public required string Environment { get; init; }

    public required PermissionChangeOutcome Outcome { get; init; }

    /// <summary><c>Nip</c>, <c>Pesel</c> or <c>Fingerprint</c>; null for a revocation by number.</summary>
    public string? SubjectType { get; init; }

    public string? Subject { get; init; }

    public string? SubjectName { get; init; }

    public TextList<string> Permissions { get; init; } = new([]);

    public bool CanDelegate { get; init; }

    /// <summary>Of permissions that are handed on: the client's NIP, or <c>AllPartners</c>.</summary>
    public string? Target { get; init; }

    /// <summary>The permission that was revoked.</summary>
    public string? Id { get; init; }

    /// <summary>The operation's number in KSeF; null where none was needed.</summary>
    public string? ReferenceNumber { get; init; }

    /// <summary>One sentence for a person; empty where all is said.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The office's folder, so that it can be piped on.</summary>
    public string? OfficePath { get; init; }
}
