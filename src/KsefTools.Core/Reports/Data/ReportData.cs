namespace KsefTools.Core.Reports.Data;

/// <summary>All that the page shows, as its script reads it. Statuses, severities and actors are numbers.</summary>
internal sealed record ReportData
{
    public required string Lang { get; init; }

    public required ReportRun Run { get; init; }

    /// <summary>How many clients are healthy, warned of, unknown, critical.</summary>
    public required IReadOnlyList<int> Counts { get; init; }

    /// <summary>How many more than in the run before; null for the first.</summary>
    public IReadOnlyList<int>? Deltas { get; init; }

    public required ReportTexts Texts { get; init; }

    /// <summary>What each code is called.</summary>
    public required IReadOnlyDictionary<string, string> Titles { get; init; }

    /// <summary>The columns of the grid: codes that are more than information.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    public required IReadOnlyList<ReportClient> Clients { get; init; }

    public required IReadOnlyList<ReportTask> Tasks { get; init; }

    public required IReadOnlyList<ReportChange> Changes { get; init; }

    public required IReadOnlyList<ReportEnd> Calendar { get; init; }

    public required IReadOnlyList<ReportQuota> Quotas { get; init; }

    /// <summary>Null where nobody asked.</summary>
    public ReportAccess? Access { get; init; }

    /// <summary>When the runs of a client's history began, oldest first.</summary>
    public required IReadOnlyList<DateTimeOffset> Past { get; init; }
}
