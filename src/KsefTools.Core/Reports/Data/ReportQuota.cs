namespace KsefTools.Core.Reports.Data;

/// <summary>How much of something KSeF still allows.</summary>
internal sealed record ReportQuota(string Name, int Remaining, int Limit);
