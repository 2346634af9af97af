namespace KsefTools.Core.Runs.Storage;

/// <summary>The content of a run's results.json; its schema is docs/schemas/audit-results-1.json.</summary>
public sealed record RunRecord
{
    /// <summary>The version of the schema that this program writes, and the latest that it reads.</summary>
    public const int CurrentVersion = 1;

    public required int Version { get; init; }

    public required string RunId { get; init; }

    /// <summary>The version of KsefTools that wrote it.</summary>
    public required string Tool { get; init; }

    /// <summary>The language of its sentences: <c>en</c> or <c>pl</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The office's NIP.</summary>
    public required string Nip { get; init; }

    /// <summary>The office's name.</summary>
    public required string Name { get; init; }

    public required AuditOutcome Outcome { get; init; }

    public string? Reason { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>In UTC; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string? PreviousRun { get; init; }

    public required RunPolicy Policy { get; init; }

    public required IReadOnlyList<KsefAuditResult> Results { get; init; }

    /// <summary>
    /// Who had access where, in a report's JSON; in the run's folder it is a file of its own. Null where nobody asked.
    /// </summary>
    public AccessRecord? Access { get; init; }
}
