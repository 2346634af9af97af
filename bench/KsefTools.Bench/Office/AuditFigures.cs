namespace KsefTools.Bench.Office;

/// <summary>What one audit took. CPU is that of its process alone.</summary>
internal sealed record AuditFigures(double Seconds, double CpuMs, int Requests, int TooManyRequests);
