namespace KsefTools.Core.Reports.Data;

/// <summary>The run that a report is about.</summary>
internal sealed record ReportRun(
    string Id,
    string Tool,
    int Outcome,
    string? Reason,
    DateTimeOffset StartedAt,
    string? Previous
);
