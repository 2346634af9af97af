using KsefTools.Core.Office;

namespace KsefTools.Core.Journal;

/// <summary>
/// The record of one operation with what it says so far: what this process has done, and those that died before it. One
/// without its last line tells of an operation that was interrupted.
/// </summary>
internal sealed class OperationRecord : IDisposable
{
    private readonly JournalFile _file;
    private readonly TimeProvider _time;
    private readonly IProgress<string>? _progress;
    private readonly List<JournalEntry> _entries;

    internal OperationRecord(
        JournalFile file,
        TimeProvider time,
        IProgress<string>? progress,
        IEnumerable<JournalEntry> entries
    )
    {
        (_file, _time, _progress) = (file, time, progress);
        _entries = [.. entries];
    }

    /// <summary>What the operation was begun with.</summary>
    public JournalEntry Start => _entries[0];

    /// <summary>Whether an earlier process began it.</summary>
    public bool WasResumed { get; private init; }

    /// <summary>Begins one; its first line is on disk when this returns.</summary>
    /// <param name="office">The office that is changed.</param>
    /// <param name="time">Stamps the lines, in UTC.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="subject">What it is done with: by this a later run finds the record.</param>
    /// <param name="progress">Hears of each step once it is on disk; null for nobody.</param>
    /// <param name="fields">What a later run must know to go on.</param>
    /// <exception cref="OfficeFolderException">The record cannot be written.</exception>
    public static OperationRecord Begin(
        OfficeFolder office,
        TimeProvider time,
        OperationKind kind,
        string subject,
        IProgress<string>? progress,
        params ReadOnlySpan<(string Name, string? Value)> fields
    )
    {
        var now = time.GetUtcNow();
        var start = JournalEntry.Of(
            now,
            JournalFile.Started,
            [("operation", kind.Name), ("subject", subject), .. fields]
        );
        JournalFile? file = null;
        try
        {
            file = JournalFile.Create(office, now, kind.Name);
            file.Append(start, safely: true);
            progress?.Report(JournalFile.Started);
            return new OperationRecord(file, time, progress, [start]);
        }
        catch (Exception exception)
        {
            file?.Dispose();
            if (!JournalReader.IsFailure(exception))
                throw;
            throw NotWritten(office, exception);
        }
    }

    /// <summary>
    /// Goes on with a record; null where another process has ended it since. To be called under a lock of the caller's,
    /// so that no living process has it.
    /// </summary>
    /// <exception cref="OfficeFolderException">The record cannot be opened.</exception>
    public static OperationRecord? TryResume(
        OfficeFolder office,
        RecordedOperation open,
        TimeProvider time,
        IProgress<string>? progress
    )
    {
        try
        {
            var now = open with { Entries = JournalFile.Read(open.Path) };
            return now.IsFinished || now.Entries.Count == 0
                ? null
                : new OperationRecord(JournalFile.Resume(open.Path), time, progress, now.Entries) { WasResumed = true };
        }
        catch (Exception exception) when (JournalReader.IsFailure(exception))
        {
            throw JournalReader.Unreadable(office, exception);
        }
    }

    public bool Has(string step) => _entries.Exists(entry => entry.Is(step));

    /// <summary>The last entry of any of the steps; null where none was written.</summary>
    public JournalEntry? Last(params string[] steps) =>
        _entries.FindLast(entry => steps.Contains(entry.Step, StringComparer.Ordinal));

    /// <summary>How long ago a step was last written, by our clock alone; null where it was not.</summary>
    public TimeSpan? Since(string step) => Last(step) is { } entry ? _time.GetUtcNow() - entry.At : null;

    public IEnumerable<JournalEntry> All(string step) => _entries.Where(entry => entry.Is(step));

    /// <summary>Writes a step; it is on disk when this returns.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Write(string step, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        Append(JournalEntry.Of(_time.GetUtcNow(), step, fields), safely: true);
        _progress?.Report(step);
    }

    /// <summary>Writes a step whose loss does no harm: what it tells of can be seen in vault and files.</summary>
    public void TryWrite(string step, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        try
        {
            Append(JournalEntry.Of(_time.GetUtcNow(), step, fields), safely: false);
        }
        catch (IOException)
        {
            // A full disk. The operation goes on: to stop now would lose more than this line.
        }
    }

    /// <summary>Says that nothing is left to do.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Finish() => Write(JournalFile.Finished);

    /// <summary>
    /// Says so where all is done and a result waits, which a full disk must not cost. The record then stays open, and
    /// the next run sees what is there.
    /// </summary>
    /// <returns>What to warn of, for a person; null where it is on disk.</returns>
    public string? Conclude()
    {
        try
        {
            Finish();
            return null;
        }
        catch (IOException failure)
        {
            return UiText.Of(
                $"All is done, but the journal could not say so ({failure.Message}); the next run looks again.",
                $"Wszystko wykonano, ale nie udało się tego zapisać w dzienniku ({failure.Message}); następne "
                    + "uruchomienie sprawdzi to ponownie."
            );
        }
    }

    /// <summary>Says so where the loss of it does no harm.</summary>
    public void TryFinish() => TryWrite(JournalFile.Finished);

    public void Dispose() => _file.Dispose();

    private void Append(JournalEntry entry, bool safely)
    {
        _file.Append(entry, safely);
        _entries.Add(entry);
    }

    private static OfficeFolderException NotWritten(OfficeFolder office, Exception cause)
    {
        var folder = JournalFile.FolderOf(office);
        return new OfficeFolderException(
            OfficeFolderFailure.NotAccessible,
            folder,
            UiText.Of(
                $"The journal in '{folder}' cannot be written, so nothing was changed: {cause.Message}",
                $"Nie można zapisać dziennika w '{folder}', więc nic nie zmieniono: {cause.Message}"
            ),
            cause
        );
    }
}
