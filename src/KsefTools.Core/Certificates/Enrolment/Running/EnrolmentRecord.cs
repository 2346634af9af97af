using KsefTools.Core.Office;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>The journal of one run: what it has done so far, in this process and in those that died before it.</summary>
internal sealed class EnrolmentRecord : IDisposable
{
    public const string Enrolment = "enrolment";
    public const string Renewal = "renewal";

    private readonly Journal _journal;
    private readonly List<JournalEntry> _entries;
    private readonly IProgress<string>? _progress;

    private EnrolmentRecord(
        Journal journal,
        EnrolmentPlan plan,
        IReadOnlyList<JournalEntry> entries,
        IProgress<string>? progress
    )
    {
        (_journal, Plan, _progress) = (journal, plan, progress);
        _entries = [.. entries];
    }

    public EnrolmentPlan Plan { get; }

    /// <summary>Whether an earlier process began it.</summary>
    public bool WasResumed { get; private init; }

    public static EnrolmentRecord Begin(
        OfficeFolder office,
        TimeProvider time,
        EnrolmentPlan plan,
        IProgress<string>? progress
    )
    {
        var operation = plan.Old is null ? Enrolment : Renewal;
        var journal = Journal.Begin(office, time, operation, plan.ToString(), plan.ToFields());
        try
        {
            progress?.Report(Journal.Started);
            return new EnrolmentRecord(journal, plan, Journal.ReadEntries(journal.Path), progress);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The oldest run of that kind that did not come to its end; null where there is none. To be asked under the
    /// holder's lock, so that no living process has it.
    /// </summary>
    public static EnrolmentRecord? FindOpen(
        OfficeFolder office,
        TimeProvider time,
        Func<EnrolmentPlan, bool> isWanted,
        IProgress<string>? progress
    )
    {
        foreach (var (path, plan, entries) in All(office))
            if (isWanted(plan) && !IsFinished(entries))
            {
                var journal = Access(path, file => Journal.Resume(file, time));
                return new EnrolmentRecord(journal, plan, entries, progress) { WasResumed = true };
            }
        return null;
    }

    /// <summary>The newest run of that kind that brought a certificate; null where there is none.</summary>
    public static EnrolmentPlan? FindLast(OfficeFolder office, Func<EnrolmentPlan, bool> isWanted) =>
        All(office)
            .Where(run => isWanted(run.Plan) && IsFinished(run.Entries) && Has(run.Entries, EnrolmentStep.Stored))
            .Select(run => run.Plan)
            .LastOrDefault();

    public bool Has(string step) => Has(_entries, step);

    /// <summary>The last entry of any of the steps; null where none was written.</summary>
    public JournalEntry? Last(params string[] steps) =>
        _entries.FindLast(entry => steps.Contains(entry.Step, StringComparer.Ordinal));

    public IEnumerable<JournalEntry> All(string step) => _entries.Where(entry => Is(entry, step));

    /// <summary>Writes a step; it is on disk when this returns.</summary>
    public void Write(string step, params (string Name, string? Value)[] fields)
    {
        _journal.Write(step, fields);
        _entries.Add(
            new JournalEntry(
                _journal.Time.GetUtcNow(),
                step,
                fields
                    .Where(field => field.Value is not null)
                    .ToDictionary(field => field.Name, field => field.Value!, StringComparer.Ordinal)
            )
        );
        _progress?.Report(step);
    }

    public void Finish() => Write(Journal.Finished);

    public void Dispose() => _journal.Dispose();

    private static IEnumerable<(string Path, EnrolmentPlan Plan, IReadOnlyList<JournalEntry> Entries)> All(
        OfficeFolder office
    )
    {
        var folder = Journal.FolderOf(office);
        if (!Directory.Exists(folder))
            yield break;
        foreach (var path in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
            if (
                IsOurs(path)
                && Access(path, Journal.ReadEntries) is [{ } started, ..] entries
                && EnrolmentPlan.Of(started) is { } plan
            )
                yield return (path, plan, entries);
    }

    private static bool IsOurs(string path) =>
        Path.GetFileName(path) is { } name
        && (
            name.Contains($"-{Enrolment}-", StringComparison.Ordinal)
            || name.Contains($"-{Renewal}-", StringComparison.Ordinal)
        );

    // To pass over one that cannot be read could spend a second enrolment.
    private static T Access<T>(string path, Func<string, T> access)
    {
        try
        {
            return access(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OfficeFolderException(
                OfficeFolderFailure.NotAccessible,
                path,
                UiText.Of(
                    $"The journal '{path}' cannot be opened, so it is not known what an earlier run has done; nothing was done: {exception.Message}",
                    $"Nie można otworzyć dziennika '{path}', więc nie wiadomo, co zrobiło wcześniejsze uruchomienie; niczego nie zrobiono: {exception.Message}"
                ),
                exception
            );
        }
    }

    private static bool IsFinished(IReadOnlyList<JournalEntry> entries) => Has(entries, Journal.Finished);

    private static bool Has(IReadOnlyList<JournalEntry> entries, string step) => entries.Any(entry => Is(entry, step));

    private static bool Is(JournalEntry entry, string step) =>
        string.Equals(entry.Step, step, StringComparison.Ordinal);
}
