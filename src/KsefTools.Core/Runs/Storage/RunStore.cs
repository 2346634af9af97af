using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KsefTools.Core.Files;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;

namespace KsefTools.Core.Runs.Storage;

/// <summary>
/// The audit runs of an office: a folder each under <c>audits/</c>, named after the moment of its beginning. Safe to
/// delete: what is lost is the history.
/// </summary>
/// <param name="office">The office.</param>
public sealed partial class RunStore(OfficeFolder office)
{
    private const int MostAtOnce = 1000;

    /// <summary>Where the runs are.</summary>
    public string Path { get; } = System.IO.Path.Combine(office.Path, "audits");

    /// <summary>The name of a run that begins at a moment.</summary>
    public static string NameOf(DateTimeOffset start) =>
        start.UtcDateTime.ToString("yyyy-MM-dd'T'HHmm'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// The runs, newest first; one whose summary cannot be read is left out. A run that is written down as under way,
    /// and that no living process holds, was cut off.
    /// </summary>
    public IReadOnlyList<KsefAudit> List() =>
        [
            .. Folders()
                .Select(ReadSummary)
                .OfType<KsefAudit>()
                .OrderByDescending(run => run.StartedAt)
                .ThenByDescending(run => run.RunId.Length)
                .ThenByDescending(run => run.RunId, StringComparer.Ordinal),
        ];

    /// <summary>The latest run that tested something, for the next one to be compared with.</summary>
    public KsefAudit? LatestTested() => TestedBefore(runId: null);

    /// <summary>The latest run before another that tested something; null for none.</summary>
    /// <param name="runId">The other; null for now.</param>
    public KsefAudit? TestedBefore(string? runId) =>
        List()
            .SkipWhile(run => runId is not null && RunNames.Comparer.Compare(run.RunId, runId) >= 0)
            .FirstOrDefault(run => run.Outcome is AuditOutcome.Completed);

    /// <summary>A run with its results.</summary>
    /// <exception cref="RunException">There is none of that name, or it cannot be read.</exception>
    public RunRecord Read(string runId)
    {
        if (!Name().IsMatch(runId))
            throw RunException.NotFound(runId);
        var folder = System.IO.Path.Combine(Path, runId);
        try
        {
            var bytes = RegularFile.ReadAllBytes(System.IO.Path.Combine(folder, RunFolder.ResultsFile));
            var record = JsonSerializer.Deserialize(bytes, RunJson.Default.RunRecord);
            if (record is null || record.Version > RunRecord.CurrentVersion || !RunShape.IsWhole(record))
                throw RunException.Unreadable(runId, cause: null);
            return record with
            {
                Outcome = OutcomeOf(record.Outcome, folder),
                Results = [.. record.Results.Select(result => result with { OfficePath = office.Path })],
            };
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw RunException.NotFound(runId);
        }
        catch (Exception exception) when (exception is not RunException && Faults.AreOfOneItem(exception))
        {
            throw RunException.Unreadable(runId, exception);
        }
    }

    /// <summary>Who had access where, as a run saw it; null where it was not asked to look.</summary>
    /// <exception cref="RunException">There is no such run, or it cannot be read.</exception>
    public AccessRecord? ReadAccess(string runId)
    {
        if (!Name().IsMatch(runId))
            throw RunException.NotFound(runId);
        try
        {
            var file = System.IO.Path.Combine(Path, runId, RunFolder.AccessFile);
            var record = JsonSerializer.Deserialize(RegularFile.ReadAllBytes(file), RunJson.Default.AccessRecord);
            if (record is null || record.Version > AccessRecord.CurrentVersion || !RunShape.IsWhole(record))
                throw RunException.Unreadable(runId, cause: null, RunFolder.AccessFile);
            return record with { Rows = [.. record.Rows.Select(row => row with { OfficePath = office.Path })] };
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is not RunException && Faults.AreOfOneItem(exception))
        {
            throw RunException.Unreadable(runId, exception, RunFolder.AccessFile);
        }
    }

    /// <summary>The latest run that was asked who has access.</summary>
    /// <exception cref="RunException">There is none.</exception>
    public string LatestWithAccess() =>
        List().FirstOrDefault(run => File.Exists(System.IO.Path.Combine(run.Path!, RunFolder.AccessFile)))?.RunId
        ?? throw RunException.NoAccess(runId: null);

    /// <summary>Adds to the log of a run that has ended whether somebody was told of it.</summary>
    /// <param name="runId">Which.</param>
    /// <param name="at">The moment.</param>
    /// <param name="isTold">Whether it got through.</param>
    /// <param name="text">Who, and why not.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void LogNotice(string runId, DateTimeOffset at, bool isTold, string text) =>
        RunFolder.Append(
            System.IO.Path.Combine(Path, runId),
            new RunLogLine
            {
                At = at,
                Run = runId,
                Event = isTold ? "notified" : "notNotified",
                Text = text,
            }
        );

    /// <summary>A run as results.json has it.</summary>
    public static byte[] ToJson(RunRecord run) => RunFolder.ToJson(run);

    /// <summary>A new folder, held until it is let go.</summary>
    /// <param name="start">The moment of the run's beginning.</param>
    /// <param name="failed">Told, once, when something cannot be written there.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The office's folder is somebody else's.</exception>
    internal RunFolder Begin(DateTimeOffset start, Action<Exception> failed)
    {
        AtomicFile.CreateOwnFolder(Path);
        var moment = NameOf(start);
        // A number that was removed is not given again: by names, later runs come later.
        var taken = Folders()
            .Select(System.IO.Path.GetFileName)
            .Where(name => name!.StartsWith(moment, StringComparison.Ordinal));
        var first = taken.Select(name => RunNames.NumberOf(name!)).DefaultIfEmpty(0).Max() + 1;
        for (var number = first; ; number++)
        {
            var name = number == 1 ? moment : string.Create(CultureInfo.InvariantCulture, $"{moment}-{number}");
            var folder = System.IO.Path.Combine(Path, name);
            try
            {
                AtomicFile.CreateOwnFolder(folder);
                // Who makes this file has the folder: of two runs of one minute, the other takes the next name.
                var held = AtomicFile.OpenOwn(
                    System.IO.Path.Combine(folder, RunFolder.LockFile),
                    FileMode.CreateNew,
                    FileAccess.ReadWrite,
                    FileShare.None
                );
                return new RunFolder(folder, held, failed);
            }
            catch (IOException)
                when (number < first + MostAtOnce && File.Exists(System.IO.Path.Combine(folder, RunFolder.LockFile)))
            {
                // Taken.
            }
        }
    }

    /// <summary>Removes the oldest folders, and none that a living process holds.</summary>
    /// <param name="keep">How many stay.</param>
    internal void Prune(int keep)
    {
        var old = Folders().OrderByDescending(folder => folder, RunNames.Comparer).Skip(Math.Max(1, keep));
        foreach (var folder in old)
            try
            {
                if (!IsHeld(folder))
                    Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It goes with a later run.
            }
    }

    private IEnumerable<string> Folders() =>
        Directory.Exists(Path)
            ? Directory
                .EnumerateDirectories(Path)
                .Where(folder =>
                    Name().IsMatch(System.IO.Path.GetFileName(folder)) && new DirectoryInfo(folder).LinkTarget is null
                )
            : [];

    private KsefAudit? ReadSummary(string folder)
    {
        try
        {
            var bytes = RegularFile.ReadAllBytes(System.IO.Path.Combine(folder, RunFolder.SummaryFile));
            var run = JsonSerializer.Deserialize(bytes, RunJson.Default.KsefAudit);
            if (run is null)
                return null;
            var outcome = OutcomeOf(run.Outcome, folder);
            return run with
            {
                // The folder's name is what finds it again, whatever the file says.
                RunId = System.IO.Path.GetFileName(folder),
                Outcome = outcome,
                Reason = outcome == run.Outcome ? run.Reason : RunSentences.CutOff,
                Path = folder,
                OfficePath = office.Path,
            };
        }
        catch (Exception exception) when (Faults.AreOfOneItem(exception))
        {
            return null;
        }
    }

    private static AuditOutcome OutcomeOf(AuditOutcome written, string folder) =>
        written is AuditOutcome.Running && !IsHeld(folder) ? AuditOutcome.Interrupted : written;

    private static bool IsHeld(string folder) => JournalFile.IsHeld(System.IO.Path.Combine(folder, RunFolder.LockFile));

    [GeneratedRegex(
        @"\A\d{4}-\d{2}-\d{2}T\d{4}Z(-\d{1,4})?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Name();
}
