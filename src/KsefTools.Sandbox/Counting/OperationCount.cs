namespace KsefTools.Sandbox.Counting;

/// <summary>Requests to one operation since the last reset.</summary>
public sealed record OperationCount(long Requests, long TooManyRequests);
