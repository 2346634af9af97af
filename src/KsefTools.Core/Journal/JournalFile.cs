using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KsefTools.Core.Files;
using KsefTools.Core.Office;

namespace KsefTools.Core.Journal;

/// <summary>
/// The append-only record of one changing operation, a line of JSON a step: <c>.state/journal/</c>, readable by its owner
/// only. Names secrets, never holds one. A record without its last line tells of an operation that was interrupted.
/// </summary>
public sealed class JournalFile : IDisposable
{
    internal const string Started = "started";
    internal const string Finished = "finished";

    /// <summary>About two seconds: looking takes less than a millisecond.</summary>
    private const int OpenAttempts = 200;

    private static readonly TimeSpan OpenPause = TimeSpan.FromMilliseconds(10);

    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly FileStream _stream;
    private readonly TimeProvider _time;

    internal JournalFile(FileStream stream, TimeProvider time) => (_stream, _time) = (stream, time);

    /// <summary>The record's file.</summary>
    public string Path => _stream.Name;

    internal TimeProvider Time => _time;

    /// <summary>Begins a record; its first line is on disk when this returns.</summary>
    /// <param name="office">The office that is changed.</param>
    /// <param name="time">Stamps the lines, in UTC.</param>
    /// <param name="operation">What is done: a word without spaces, e.g. <c>import</c>.</param>
    /// <param name="subject">What it is done with, e.g. the spreadsheet's file.</param>
    /// <param name="fields">What a later run must know to resume.</param>
    /// <exception cref="OfficeFolderException">The record cannot be written.</exception>
    public static JournalFile Begin(
        OfficeFolder office,
        TimeProvider time,
        string operation,
        string subject,
        params ReadOnlySpan<(string Name, string? Value)> fields
    )
    {
        var folder = FolderOf(office);
        try
        {
            AtomicFile.CreateFolder(office.StatePath);
            AtomicFile.CreateFolder(folder);
            var name =
                $"{time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}-{operation}-{RandomNumberGenerator.GetHexString(6, true)}.jsonl";
            // Shared for reading and held until the end: who cannot have it alone knows that the operation still runs.
            var options = AtomicFile.OwnerOnly(FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            // Each line goes out whole at once; what a full disk refused must not wait in a buffer and fail once more.
            options.BufferSize = 0;
            var stream = new FileStream(System.IO.Path.Combine(folder, name), options);
            var journal = new JournalFile(stream, time);
            journal.Write(Started, [("operation", operation), ("subject", subject), .. fields]);
            return journal;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OfficeFolderException(
                OfficeFolderFailure.NotAccessible,
                folder,
                UiText.Of(
                    $"The journal in '{folder}' cannot be written, so nothing was changed: {exception.Message}",
                    $"Nie można zapisać dziennika w '{folder}', więc nic nie zmieniono: {exception.Message}"
                ),
                exception
            );
        }
    }

    /// <summary>
    /// Goes on with the record of an interrupted operation. A line that the interruption tore is left as it is and counts as
    /// not written. That no living process has the record, the caller has seen to by a lock of its own.
    /// </summary>
    /// <exception cref="IOException">The record cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The record is somebody else's.</exception>
    public static JournalFile Resume(string path, TimeProvider time)
    {
        var stream = Open(path, FileAccess.ReadWrite, FileShare.Read);
        if (stream.Length > 0)
        {
            stream.Seek(-1, SeekOrigin.End);
            if (stream.ReadByte() is not '\n')
                stream.WriteByte((byte)'\n');
        }
        return new JournalFile(stream, time);
    }

    /// <summary>The steps of a record, without a line that an interruption tore.</summary>
    /// <exception cref="IOException">The record cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The record is somebody else's.</exception>
    public static IReadOnlyList<JournalEntry> ReadEntries(string path)
    {
        using var stream = Open(path, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var entries = new List<JournalEntry>();
        while (reader.ReadLine() is { } line)
            if (JournalEntry.TryParse(line) is { } entry)
                entries.Add(entry);
        return entries;
    }

    // Who looks for interrupted operations has a record for itself for a moment.
    private static FileStream Open(string path, FileAccess access, FileShare share)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                return new FileStream(path, FileMode.Open, access, share);
            }
            catch (IOException) when (attempt < OpenAttempts && File.Exists(path))
            {
                Thread.Sleep(OpenPause);
            }
    }

    /// <summary>Appends a step and waits until it is on disk.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Write(string step, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        Append(step, fields);
        _stream.Flush(flushToDisk: true);
    }

    /// <summary>Says that nothing is left to do.</summary>
    public void Finish() => Write(Finished);

    /// <summary>Appends a step whose loss does no harm: what it tells of can be seen in vault and files.</summary>
    internal void TryWrite(string step, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        try
        {
            Append(step, fields);
            _stream.Flush();
        }
        catch (IOException)
        {
            // A full disk. The operation goes on: to stop now would lose more than this line.
        }
    }

    private void Append(string step, ReadOnlySpan<(string Name, string? Value)> fields)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("at", _time.GetUtcNow().UtcDateTime);
            json.WriteString("step", step);
            foreach (var (name, value) in fields)
                if (value is not null)
                    json.WriteString(name, value);
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        // One write a line: a reader never sees the line of a living process in halves.
        _stream.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    public void Dispose()
    {
        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // A full disk or a share that went away: all that could be told of it has been told.
        }
    }

    internal static string FolderOf(OfficeFolder office) => System.IO.Path.Combine(office.StatePath, "journal");

    /// <summary>The operations that began, did not finish, do not run any more, and were not finished by a later run.</summary>
    internal static IReadOnlyList<InterruptedOperation> FindInterrupted(OfficeFolder office)
    {
        var folder = FolderOf(office);
        if (!Directory.Exists(folder))
            return [];
        var open = new Dictionary<(string, string), InterruptedOperation>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
        {
            if (Read(file) is not { } record)
                continue;
            var key = (record.Operation.Operation, record.Operation.Subject);
            if (record.IsFinished)
                open.Remove(key);
            else
                open[key] = record.Operation;
        }
        return [.. open.Values];
    }

    private static (InterruptedOperation Operation, bool IsFinished)? Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length == 0)
                return null;
            using var first = JsonDocument.Parse(lines[0]);
            var operation = new InterruptedOperation(
                file,
                first.RootElement.GetProperty("operation").GetString()!,
                first.RootElement.GetProperty("subject").GetString()!,
                first.RootElement.GetProperty("at").GetDateTimeOffset()
            );
            return (operation, lines[^1].Contains($"\"step\":\"{Finished}\"", StringComparison.Ordinal));
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or KeyNotFoundException
                        or FormatException
            )
        {
            // Still held by its process, or torn by a full disk in its first line: nothing was changed under it.
            return null;
        }
    }
}
