using KsefTools.Core.Office;

namespace KsefTools.Core.Journal;

/// <summary>
/// Reads what the journal tells of an office's operations. One rule says which are open: those whose record has no last
/// line, and where a later run begins a record of its own, was not followed by one that has.
/// </summary>
internal static class JournalReader
{
    /// <summary>The operations of some kinds, oldest first.</summary>
    /// <param name="office">The office.</param>
    /// <param name="kinds">Which; null for all.</param>
    /// <param name="unreadable">
    /// Hears of records that cannot be read, and which are left out; null to stop at one.
    /// </param>
    /// <exception cref="OfficeFolderException">
    /// A record cannot be read, so it is not known what an earlier run has done.
    /// </exception>
    public static IReadOnlyList<RecordedOperation> ReadAll(
        OfficeFolder office,
        IReadOnlyCollection<OperationKind>? kinds = null,
        Action<string, Exception>? unreadable = null
    )
    {
        var folder = JournalFile.FolderOf(office);
        var all = new List<RecordedOperation>();
        var path = folder;
        try
        {
            foreach (var file in Files(folder, kinds))
                try
                {
                    path = file;
                    if (Read(file) is { } record && (kinds is null || kinds.Contains(record.Kind)))
                        all.Add(record);
                }
                catch (Exception exception) when (IsFailure(exception) && unreadable is not null)
                {
                    unreadable(path, exception);
                }
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            if (unreadable is null)
                throw Unreadable(office, exception);
            unreadable(path, exception);
        }
        // Files' names tell seconds, and two operations may begin within one.
        return [.. all.OrderBy(record => record.Start.At)];
    }

    /// <summary>
    /// Those of them that did not come to their end, whether or not a living process is at it; oldest first.
    /// </summary>
    /// <remarks>Parameters and exceptions are those of <see cref="ReadAll"/>.</remarks>
    public static IReadOnlyList<RecordedOperation> FindOpen(
        OfficeFolder office,
        IReadOnlyCollection<OperationKind>? kinds = null,
        Action<string, Exception>? unreadable = null
    )
    {
        var open = new List<RecordedOperation>();
        foreach (var record in ReadAll(office, kinds, unreadable))
        {
            if (record.Kind.IsRepeated)
                open.RemoveAll(record.IsAlike);
            if (!record.IsFinished)
                open.Add(record);
        }
        return open;
    }

    /// <summary>To go on without records could do a second time what can be done once.</summary>
    internal static OfficeFolderException Unreadable(OfficeFolder office, Exception cause)
    {
        var folder = JournalFile.FolderOf(office);
        return new OfficeFolderException(
            OfficeFolderFailure.NotAccessible,
            folder,
            UiText.Of(
                $"The journal in '{folder}' cannot be read, so it is not known what an earlier run has done; nothing "
                    + $"was done: {cause.Message}",
                $"Nie można odczytać dziennika w '{folder}', więc nie wiadomo, co zrobiło wcześniejsze uruchomienie; "
                    + $"niczego nie zrobiono: {cause.Message}"
            ),
            cause
        );
    }

    internal static bool IsFailure(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private static IEnumerable<string> Files(string folder, IReadOnlyCollection<OperationKind>? kinds) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder, "*.jsonl")
                .Where(path => kinds is null || kinds.Any(kind => kind.MayBe(Path.GetFileName(path))))
                .Order(StringComparer.Ordinal)
            : [];

    // Where the first line is torn, nothing was done under it.
    private static RecordedOperation? Read(string path) =>
        JournalFile.Read(path) is [var start, ..] entries && start.Is(JournalFile.Started)
            ? new RecordedOperation(path, entries)
            : null;
}
