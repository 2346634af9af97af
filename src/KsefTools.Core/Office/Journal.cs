using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KsefTools.Core.Office;

/// <summary>
/// The append-only record of one changing operation, a line of JSON a step: <c>.state/journal/</c>, readable by its owner
/// only. Names secrets, never holds one. A record without its last line tells of an operation that was interrupted.
/// </summary>
public sealed class Journal : IDisposable
{
    internal const string Started = "started";
    internal const string Finished = "finished";

    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly FileStream _stream;
    private readonly TimeProvider _time;

    internal Journal(FileStream stream, TimeProvider time) => (_stream, _time) = (stream, time);

    /// <summary>The record's file.</summary>
    public string Path => _stream.Name;

    /// <summary>Begins a record; its first line is on disk when this returns.</summary>
    /// <param name="office">The office that is changed.</param>
    /// <param name="time">Stamps the lines, in UTC.</param>
    /// <param name="operation">What is done: a word without spaces, e.g. <c>import</c>.</param>
    /// <param name="subject">What it is done with, e.g. the spreadsheet's file.</param>
    /// <exception cref="OfficeFolderException">The record cannot be written.</exception>
    public static Journal Begin(OfficeFolder office, TimeProvider time, string operation, string subject)
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
            var journal = new Journal(stream, time);
            journal.Write(Started, ("operation", operation), ("subject", subject));
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
