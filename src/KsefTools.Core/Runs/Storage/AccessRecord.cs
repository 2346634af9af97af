namespace KsefTools.Core.Runs.Storage;

/// <summary>
/// The content of a run's access.json: who had access where. A file of its own, because it names people; its schema is
/// docs/schemas/audit-access-1.json.
/// </summary>
public sealed record AccessRecord
{
    /// <summary>The version of the schema that this program writes, and the latest that it reads.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public required string RunId { get; init; }

    /// <summary>Whether every client was come to; false of a run that was cut off.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Every client, and how much of it could be seen.</summary>
    public required IReadOnlyList<AccessClient> Clients { get; init; }

    /// <summary>What was seen.</summary>
    public required IReadOnlyList<KsefAccess> Rows { get; init; }
}
