using KsefTools.Core.Office;

namespace KsefTools.Core.Journal;

/// <summary>
/// The journal of one operation with what it says so far: what this process has done, and those that died before it.
/// </summary>
internal sealed class OperationRecord : IDisposable
{
    private readonly JournalFile _journal;
    private readonly List<JournalEntry> _entries;
    private readonly IProgress<string>? _progress;

    private OperationRecord(JournalFile journal, IEnumerable<JournalEntry> entries, IProgress<string>? progress)
    {
        (_journal, _progress) = (journal, progress);
        _entries = [.. entries];
    }

    /// <summary>What the operation was begun with.</summary>
    public JournalEntry Start => _entries[0];

    /// <summary>Whether an earlier process began it.</summary>
    public bool WasResumed { get; private init; }

    /// <summary>Begins one; its first line is on disk when this returns.</summary>
    /// <exception cref="OfficeFolderException">The record cannot be written.</exception>
    public static OperationRecord Begin(
        OfficeFolder office,
        TimeProvider time,
        string operation,
        string subject,
        IProgress<string>? progress,
        params ReadOnlySpan<(string Name, string? Value)> fields
    )
    {
        var journal = JournalFile.Begin(office, time, operation, subject, fields);
        try
        {
            progress?.Report(JournalFile.Started);
            return new OperationRecord(journal, JournalFile.ReadEntries(journal.Path), progress);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The records of one operation that did not come to their end when this looked, oldest first.</summary>
    /// <exception cref="IOException">A record cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A record is somebody else's.</exception>
    public static IEnumerable<(string Path, JournalEntry Start)> FindOpen(OfficeFolder office, string operation) =>
        ReadAll(office, operation)
            .Where(record => !IsFinished(record.Entries))
            .Select(record => (record.Path, record.Entries[0]));

    /// <summary>All records of some operations with what they say, oldest first.</summary>
    /// <exception cref="IOException">A record cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A record is somebody else's.</exception>
    public static IEnumerable<(string Path, IReadOnlyList<JournalEntry> Entries)> ReadAll(
        OfficeFolder office,
        params string[] operations
    )
    {
        var folder = JournalFile.FolderOf(office);
        if (!Directory.Exists(folder))
            yield break;
        foreach (var path in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
            // The name tells the operation, so that a thousand others need not be read.
            if (
                operations.Any(operation => Path.GetFileName(path).Contains($"-{operation}-", StringComparison.Ordinal))
                && JournalFile.ReadEntries(path) is [{ } start, ..] entries
                && operations.Contains(start["operation"], StringComparer.Ordinal)
            )
                yield return (path, entries);
    }

    /// <summary>
    /// Goes on with a record; null where another process has ended it since. To be called under a lock of the caller's, so that
    /// no living process has it.
    /// </summary>
    /// <exception cref="IOException">The record cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The record is somebody else's.</exception>
    public static OperationRecord? TryResume(string path, TimeProvider time, IProgress<string>? progress)
    {
        var entries = JournalFile.ReadEntries(path);
        return IsFinished(entries)
            ? null
            : new OperationRecord(JournalFile.Resume(path, time), entries, progress) { WasResumed = true };
    }

    /// <summary>That records cannot be read: to go on without them could do a second time what can be done once.</summary>
    public static OfficeFolderException Unreadable(OfficeFolder office, Exception cause) =>
        new(
            OfficeFolderFailure.NotAccessible,
            JournalFile.FolderOf(office),
            UiText.Of(
                $"The journal in '{JournalFile.FolderOf(office)}' cannot be read, so it is not known what an earlier run has done; nothing was done: {cause.Message}",
                $"Nie można odczytać dziennika w '{JournalFile.FolderOf(office)}', więc nie wiadomo, co zrobiło wcześniejsze uruchomienie; niczego nie zrobiono: {cause.Message}"
            ),
            cause
        );

    public bool Has(string step) => _entries.Exists(entry => Is(entry, step));

    /// <summary>The last entry of any of the steps; null where none was written.</summary>
    public JournalEntry? Last(params string[] steps) =>
        _entries.FindLast(entry => steps.Contains(entry.Step, StringComparer.Ordinal));

    public IEnumerable<JournalEntry> All(string step) => _entries.Where(entry => Is(entry, step));

    /// <summary>Writes a step; it is on disk when this returns.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Write(string step, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        _journal.Write(step, fields);
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
            if (value is not null)
                said[name] = value;
        _entries.Add(new JournalEntry(_journal.Time.GetUtcNow(), step, said));
        _progress?.Report(step);
    }

    /// <summary>Says that nothing is left to do.</summary>
    public void Finish() => Write(JournalFile.Finished);

    public void Dispose() => _journal.Dispose();

    /// <summary>Whether a record came to its end.</summary>
    public static bool IsFinished(IEnumerable<JournalEntry> entries) =>
        entries.Any(entry => Is(entry, JournalFile.Finished));

    private static bool Is(JournalEntry entry, string step) =>
        string.Equals(entry.Step, step, StringComparison.Ordinal);
}
