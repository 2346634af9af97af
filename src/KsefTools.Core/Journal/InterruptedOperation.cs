namespace KsefTools.Core.Journal;

/// <summary>A changing operation that began and never finished.</summary>
/// <param name="Path">Its record.</param>
/// <param name="Operation">What was done, e.g. <c>import</c>.</param>
/// <param name="Subject">What it was done with.</param>
/// <param name="StartedAt">In UTC.</param>
internal sealed record InterruptedOperation(string Path, string Operation, string Subject, DateTimeOffset StartedAt);
