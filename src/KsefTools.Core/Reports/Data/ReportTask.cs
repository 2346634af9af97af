namespace KsefTools.Core.Reports.Data;

/// <summary>One kind of thing to do, for all clients that have it.</summary>
internal sealed record ReportTask
{
    public required string Code { get; init; }

    public required int Severity { get; init; }

    public required int Who { get; init; }

    /// <summary>Whether it wants to be done this week.</summary>
    public required bool Urgent { get; init; }

    /// <summary>A sentence of one of them.</summary>
    public required string Message { get; init; }

    /// <summary>Clients by their place in the list.</summary>
    public required IReadOnlyList<int> Clients { get; init; }

    /// <summary>What is the office's own.</summary>
    public required IReadOnlyList<ReportOther> Others { get; init; }
}
