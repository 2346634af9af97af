namespace KsefTools.Core.Reports.Data;

/// <summary>One change since the run before.</summary>
internal sealed record ReportChange(int Kind, string Code, string Name, int? Client);
