using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KsefTools.Core.Files;
using KsefTools.Core.Office;

namespace KsefTools.Core.Journal;

/// <summary>
/// The append-only file of one changing operation, a line of JSON a step: <c>.state/journal/</c>, readable by its owner
/// only. Names secrets, never holds one.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    /// <summary>The step of the first line, which says what is done with what.</summary>
    public const string Started = "started";

    /// <summary>The step of the last line: nothing is left to do.</summary>
    public const string Finished = "finished";

    /// <summary>About two seconds: looking takes less than a millisecond.</summary>
    private const int OpenAttempts = 200;

    private static readonly TimeSpan OpenPause = TimeSpan.FromMilliseconds(10);

    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly FileStream _stream;

    internal JournalFile(FileStream stream) => _stream = stream;

    /// <summary>Where an office keeps them.</summary>
    public static string FolderOf(OfficeFolder office) => Path.Combine(office.StatePath, "journal");

    /// <summary>Creates one, named after the time and the operation.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is somebody else's.</exception>
    public static JournalFile Create(OfficeFolder office, DateTimeOffset now, string operation)
    {
        var folder = FolderOf(office);
        AtomicFile.CreateOwnFolder(office.StatePath);
        AtomicFile.CreateOwnFolder(folder);
        var time = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var name = $"{time}-{operation}-{RandomNumberGenerator.GetHexString(6, true)}.jsonl";
        // Shared for reading and held until the end: who cannot have it alone knows that the operation still runs.
        var options = AtomicFile.OwnerOnly(FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        // Each line goes out whole at once; what a full disk refused must not wait in a buffer and fail once more.
        options.BufferSize = 0;
        return new JournalFile(new FileStream(Path.Combine(folder, name), options));
    }

    /// <summary>
    /// Goes on with the file of an interrupted operation. A line that the interruption tore is left as it is and counts
    /// as not written. That no living process has the file, the caller has seen to by a lock of its own.
    /// </summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It is somebody else's.</exception>
    public static JournalFile Resume(string path)
    {
        var stream = Open(path, FileAccess.ReadWrite, FileShare.Read);
        AtomicFile.MakePrivate(stream);
        return AtItsEnd(stream);
    }

    /// <summary>
    /// Goes on with a file of such lines that several people share, under a lock of the caller's: a new one is its
    /// owner's alone, one that exists keeps its mode.
    /// </summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a link, or may not be written to.</exception>
    public static JournalFile OpenShared(string path)
    {
        var stream = AtomicFile.OpenOwn(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        return AtItsEnd(stream);
    }

    /// <summary>The lines, without one that an interruption tore.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is somebody else's.</exception>
    public static IReadOnlyList<JournalEntry> Read(string path)
    {
        using var stream = Open(path, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var entries = new List<JournalEntry>();
        while (reader.ReadLine() is { } line)
            if (JournalEntry.TryParse(line) is { } entry)
                entries.Add(entry);
        return entries;
    }

    /// <summary>Whether a living process writes to it.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            RegularFile.Require(path);
            using var alone = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return File.Exists(path);
        }
    }

    /// <summary>Appends a line.</summary>
    /// <param name="entry">The line.</param>
    /// <param name="safely">Whether to wait until it is on disk.</param>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Append(JournalEntry entry, bool safely)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            entry.WriteTo(json);
        buffer.WriteByte((byte)'\n');
        // One write a line: a reader never sees the line of a living process in halves.
        _stream.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        _stream.Flush(flushToDisk: safely);
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

    private static JournalFile AtItsEnd(FileStream stream)
    {
        AtomicFile.GoToNextLine(stream);
        return new JournalFile(stream);
    }

    // Who looks whether an operation still runs has its file for itself for a moment.
    private static FileStream Open(string path, FileAccess access, FileShare share)
    {
        RegularFile.Require(path);
        for (var attempt = 1; ; attempt++)
            try
            {
                return access is FileAccess.Read
                    ? new FileStream(path, FileMode.Open, access, share)
                    : AtomicFile.OpenOwn(path, FileMode.Open, access, share);
            }
            catch (IOException) when (attempt < OpenAttempts && File.Exists(path))
            {
                Thread.Sleep(OpenPause);
            }
    }
}
