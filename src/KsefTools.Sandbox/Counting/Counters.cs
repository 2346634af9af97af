using System.Collections.Concurrent;

namespace KsefTools.Sandbox.Counting;

/// <summary>What one environment was asked: every request is counted by operation, every 429 besides.</summary>
public sealed class Counters
{
    private readonly ConcurrentDictionary<string, Cell> cells = new(StringComparer.Ordinal);

    /// <summary>Counts by operation, for example <c>POST /auth/challenge</c>.</summary>
    public IReadOnlyDictionary<string, OperationCount> ByOperation =>
        cells.ToDictionary(
            pair => pair.Key,
            pair => new OperationCount(
                Interlocked.Read(ref pair.Value.Requests),
                Interlocked.Read(ref pair.Value.TooManyRequests)
            ),
            StringComparer.Ordinal
        );

    public long Requests => ByOperation.Values.Sum(c => c.Requests);

    public long TooManyRequests => ByOperation.Values.Sum(c => c.TooManyRequests);

    public void Reset() => cells.Clear();

    internal void NoteRequest(string operation) => Interlocked.Increment(ref Of(operation).Requests);

    internal void NoteTooMany(string operation) => Interlocked.Increment(ref Of(operation).TooManyRequests);

    private Cell Of(string operation) => cells.GetOrAdd(operation, static _ => new Cell());

    private sealed class Cell
    {
        public long Requests;
        public long TooManyRequests;
    }
}
