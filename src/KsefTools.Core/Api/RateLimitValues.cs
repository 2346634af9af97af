namespace KsefTools.Core.Api;

/// <summary>How many requests KSeF takes in any second, minute and hour; null where it sets no such limit.</summary>
public sealed record RateLimitValues(int? PerSecond, int? PerMinute, int? PerHour);
