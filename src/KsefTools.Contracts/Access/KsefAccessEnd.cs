namespace KsefTools;

/// <summary>The end of an access at one client: of the whole office, or of one holder.</summary>
public sealed record KsefAccessEnd
{
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    /// <summary>The worst of its steps.</summary>
    public required AccessEndOutcome Outcome { get; init; }

    /// <summary>Why it did not come to its end; null where it did.</summary>
    public string? Reason { get; init; }

    /// <summary>What to type next; null where nothing is to do.</summary>
    public string? Remedy { get; init; }

    /// <summary>One for each access, in the order in which they are ended.</summary>
    public TextList<KsefAccessStep> Steps { get; init; } = new([]);

    /// <summary>Whether an earlier run had begun it.</summary>
    public bool WasResumed { get; init; }

    /// <summary>The letter to the client that asks for what only the client can do; null for none.</summary>
    public string? LetterPath { get; init; }

    /// <summary>The evidence for the client, in Markdown; the same lies beside it as JSON. Null for none.</summary>
    public string? EvidencePath { get; init; }

    /// <summary>The profile's file; null for the office itself.</summary>
    public string? Path { get; init; }

    /// <summary>The office's folder.</summary>
    public required string OfficePath { get; init; }
}
