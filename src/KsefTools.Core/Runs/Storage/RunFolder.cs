using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using KsefTools.Core.Files;

namespace KsefTools.Core.Runs.Storage;

/// <summary>
/// The folder of a run under way: readable by its owner only, and held, so that others see that it is. What cannot be
/// written to it, on a full disk above all, is told once and costs no result.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    public const string ResultsFile = "results.json";
    public const string SummaryFile = "summary.json";
    public const string AccessFile = "access.json";
    public const string LogFile = "log.jsonl";
    public const string LockFile = "run.lock";

    // Polish letters stay readable; what a web page could take for markup is escaped all the same.
    private static readonly RunJson Json = new(
        new JsonSerializerOptions(RunJson.Default.Options)
        {
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            WriteIndented = true,
        }
    );

    private static readonly RunJson Lines = new(
        new JsonSerializerOptions(RunJson.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) }
    );

    private readonly FileStream _held;
    private readonly Action<Exception> _failed;
    private FileStream? _log;
    private bool _hasFailed;

    internal RunFolder(string path, FileStream held, Action<Exception> failed)
    {
        (Path, _held, _failed) = (path, held, failed);
        Guard(() => _log = AtomicFile.OpenOwn(Of(LogFile), FileMode.Append, FileAccess.Write, FileShare.Read));
    }

    public string Path { get; }

    public string RunId => System.IO.Path.GetFileName(Path);

    /// <summary>Whether all that was to be written was.</summary>
    public bool IsWhole => !_hasFailed;

    // Where the folders are is not the file's to say: they may be moved.
    public static byte[] ToJson(RunRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(
            record with
            {
                Results = [.. record.Results.Select(result => result with { OfficePath = null })],
                Access = record.Access is { } access ? Plain(access) : null,
            },
            Json.RunRecord
        );

    /// <summary>A line for a run that has ended, if its folder is still there.</summary>
    public static void Append(string folder, RunLogLine line)
    {
        if (!Directory.Exists(folder))
            return;
        var file = System.IO.Path.Combine(folder, LogFile);
        using var log = AtomicFile.OpenOwn(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        AtomicFile.GoToNextLine(log);
        log.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, Lines.RunLogLine), (byte)'\n']);
    }

    public void Write(RunRecord record) =>
        Guard(() => AtomicFile.WritePrivate(Of(ResultsFile), ToJson(record with { Access = null })));

    public void Write(AccessRecord access) =>
        Guard(() =>
            AtomicFile.WritePrivate(
                Of(AccessFile),
                JsonSerializer.SerializeToUtf8Bytes(Plain(access), Json.AccessRecord)
            )
        );

    public void Write(KsefAudit summary) =>
        Guard(() =>
        {
            // Where the folders are is not the folder's to say: they may be moved.
            var plain = summary with
            {
                Path = null,
                OfficePath = null,
            };
            AtomicFile.WritePrivate(Of(SummaryFile), JsonSerializer.SerializeToUtf8Bytes(plain, Json.KsefAudit));
        });

    public void Log(RunLogLine line) =>
        Guard(() =>
        {
            _log?.Write(JsonSerializer.SerializeToUtf8Bytes(line, Lines.RunLogLine));
            _log?.Write("\n"u8);
        });

    public void Flush() => Guard(() => _log?.Flush());

    public void Dispose()
    {
        Guard(() => _log?.Dispose());
        _held.Dispose();
    }

    private static AccessRecord Plain(AccessRecord access) =>
        access with
        {
            Rows = [.. access.Rows.Select(row => row with { OfficePath = null })],
        };

    private string Of(string file) => System.IO.Path.Combine(Path, file);

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (_hasFailed)
                return;
            _hasFailed = true;
            _failed(exception);
        }
    }
}
