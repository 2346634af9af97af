namespace KsefTools.Core.Reports.Data;

/// <summary>Something to do that is about no client: a file, an operation, a certificate of the office.</summary>
internal sealed record ReportOther(string Name, string Message, string? Remedy);
