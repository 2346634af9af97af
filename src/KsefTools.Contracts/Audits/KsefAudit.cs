namespace KsefTools;

/// <summary>One audit run of an office: how it ended, and what it counted.</summary>
public sealed record KsefAudit
{
    /// <summary>The moment of its beginning in UTC, and the name of its folder: <c>2026-11-27T0200Z</c>.</summary>
    public required string RunId { get; init; }

    /// <summary>The office's NIP.</summary>
    public required string Nip { get; init; }

    /// <summary>The office's name.</summary>
    public required string Name { get; init; }

    public required AuditOutcome Outcome { get; init; }

    /// <summary>
    /// For a scheduler: 0 all tested and working, 1 something does not work, 2 not everything could be tested, 3 a
    /// vault is closed, 4 KSeF does not answer, 5 the Ministry announces an outage.
    /// </summary>
    public required int ExitCode { get; init; }

    /// <summary>Why it ended so, in one sentence; null where it came to its end.</summary>
    public string? Reason { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>In UTC; null while it runs, and where it was cut off with its process.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many clients were looked at; each counts by its worst credential.</summary>
    public int Clients { get; init; }

    public int Healthy { get; init; }

    public int Warning { get; init; }

    public int Unknown { get; init; }

    public int Critical { get; init; }

    /// <summary>The run that it was compared with; null for none.</summary>
    public string? PreviousRun { get; init; }

    /// <summary>What is new since then, what is worse, better, and gone: findings, but those for information.</summary>
    public int New { get; init; }

    public int Worse { get; init; }

    public int Better { get; init; }

    public int Gone { get; init; }

    /// <summary>The run's folder; null where nothing could be written down.</summary>
    public string? Path { get; init; }

    /// <summary>The office's folder.</summary>
    public string? OfficePath { get; init; }
}
