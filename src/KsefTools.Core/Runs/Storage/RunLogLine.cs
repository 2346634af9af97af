namespace KsefTools.Core.Runs.Storage;

/// <summary>One line of a run's log.jsonl. Holds codes and names, and no secret.</summary>
internal sealed record RunLogLine
{
    /// <summary>In UTC.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Run { get; init; }

    /// <summary><c>begin</c>, <c>result</c>, <c>warning</c>, <c>end</c>, <c>notified</c>, <c>notNotified</c>.</summary>
    public required string Event { get; init; }

    public AuditArea? Area { get; init; }

    public string? Nip { get; init; }

    public string? Name { get; init; }

    public string? SecretName { get; init; }

    public CredentialStatus? Status { get; init; }

    public IReadOnlyList<string>? Codes { get; init; }

    public AuditOutcome? Outcome { get; init; }

    public string? Text { get; init; }
}
