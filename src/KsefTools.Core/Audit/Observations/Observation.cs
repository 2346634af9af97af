using KsefTools.Core.Audit.Facts;

namespace KsefTools.Core.Audit.Observations;

/// <summary>What the last audit saw of one credential, and what the next one needs to know. Holds no secret.</summary>
public sealed record Observation
{
    public required CredentialStatus Status { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTimeOffset TestedAt { get; init; }

    public IReadOnlyList<FindingCode> Findings
    {
        get;
        // The reader of JSON gives null where the file does not have it.
        init => field = value ?? [];
    } = [];

    /// <summary>
    /// The token that was looked at. Another token under the same secret's name has a history of its own.
    /// </summary>
    public string? Reference { get; init; }

    /// <summary>How our own use of the token is told from that of others.</summary>
    public UseMemory? Use { get; init; }
}
