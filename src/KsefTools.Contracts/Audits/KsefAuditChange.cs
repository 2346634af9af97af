namespace KsefTools;

/// <summary>A finding that differs between two audit runs.</summary>
public sealed record KsefAuditChange
{
    public required AuditChange Change { get; init; }

    public required AuditArea Area { get; init; }

    /// <summary>The client; null for what is the office's own.</summary>
    public string? Nip { get; init; }

    public required string Name { get; init; }

    /// <summary>The finding's code.</summary>
    public required string Code { get; init; }

    /// <summary>How urgent it was; null for one that is new.</summary>
    public FindingSeverity? Before { get; init; }

    /// <summary>How urgent it is; null for one that is gone.</summary>
    public FindingSeverity? After { get; init; }

    /// <summary>The finding's sentence, of the later run where it has it.</summary>
    public required string Message { get; init; }

    /// <summary>The command to type next; null for one that is gone.</summary>
    public string? Remedy { get; init; }

    /// <summary>Whose turn it is.</summary>
    public required AuditActor Who { get; init; }

    public string? Environment { get; init; }

    public string? SecretName { get; init; }

    /// <summary>The earlier run.</summary>
    public required string ReferenceRun { get; init; }

    /// <summary>The later run.</summary>
    public required string DifferenceRun { get; init; }

    /// <summary>The office's folder.</summary>
    public string? OfficePath { get; init; }
}
