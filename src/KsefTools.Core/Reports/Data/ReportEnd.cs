namespace KsefTools.Core.Reports.Data;

/// <summary>One end of the calendar.</summary>
internal sealed record ReportEnd(string Day, string Text, string? Name, IReadOnlyList<int> Clients);
