using KsefTools.Core.Journal;
using KsefTools.Core.Office;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>The journal of one run with its plan: what it has done so far, in this process and in those that died before it.</summary>
internal sealed class EnrolmentRecord : IDisposable
{
    public const string Enrolment = "enrolment";
    public const string Renewal = "renewal";

    private readonly OperationRecord _record;

    private EnrolmentRecord(OperationRecord record, EnrolmentPlan plan) => (_record, Plan) = (record, plan);

    public EnrolmentPlan Plan { get; }

    /// <summary>Whether an earlier process began it.</summary>
    public bool WasResumed => _record.WasResumed;

    /// <summary>Begins one; its first line is on disk when this returns.</summary>
    /// <exception cref="OfficeFolderException">The record cannot be written.</exception>
    public static EnrolmentRecord Begin(
        OfficeFolder office,
        TimeProvider time,
        EnrolmentPlan plan,
        IProgress<string>? progress
    )
    {
        var operation = plan.Old is null ? Enrolment : Renewal;
        return new EnrolmentRecord(
            OperationRecord.Begin(office, time, operation, plan.ToString(), progress, plan.ToFields()),
            plan
        );
    }

    /// <summary>
    /// The oldest run of that kind that did not come to its end; null where there is none. To be asked under the
    /// holder's lock, so that no living process has it.
    /// </summary>
    /// <exception cref="OfficeFolderException">A record cannot be read, so it is not known what an earlier run has done.</exception>
    public static EnrolmentRecord? FindOpen(
        OfficeFolder office,
        TimeProvider time,
        Func<EnrolmentPlan, bool> isWanted,
        IProgress<string>? progress
    ) =>
        Access(
            office,
            () =>
            {
                foreach (var (path, plan, entries) in All(office))
                    if (
                        isWanted(plan)
                        && !OperationRecord.IsFinished(entries)
                        && OperationRecord.TryResume(path, time, progress) is { } record
                    )
                        return new EnrolmentRecord(record, plan);
                return null;
            }
        );

    /// <summary>The newest run of that kind that brought a certificate; null where there is none.</summary>
    /// <exception cref="OfficeFolderException">A record cannot be read.</exception>
    public static EnrolmentPlan? FindLast(OfficeFolder office, Func<EnrolmentPlan, bool> isWanted) =>
        Access(
            office,
            () =>
                All(office)
                    .Where(run =>
                        isWanted(run.Plan)
                        && OperationRecord.IsFinished(run.Entries)
                        && run.Entries.Any(entry =>
                            string.Equals(entry.Step, EnrolmentStep.Stored, StringComparison.Ordinal)
                        )
                    )
                    .Select(run => run.Plan)
                    .LastOrDefault()
        );

    public bool Has(string step) => _record.Has(step);

    /// <summary>The last entry of any of the steps; null where none was written.</summary>
    public JournalEntry? Last(params string[] steps) => _record.Last(steps);

    public IEnumerable<JournalEntry> All(string step) => _record.All(step);

    /// <summary>Writes a step; it is on disk when this returns.</summary>
    public void Write(string step, params ReadOnlySpan<(string Name, string? Value)> fields) =>
        _record.Write(step, fields);

    public void Finish() => _record.Finish();

    public void Dispose() => _record.Dispose();

    private static IEnumerable<(string Path, EnrolmentPlan Plan, IReadOnlyList<JournalEntry> Entries)> All(
        OfficeFolder office
    )
    {
        foreach (var (path, entries) in OperationRecord.ReadAll(office, Enrolment, Renewal))
            if (EnrolmentPlan.Of(entries[0]) is { } plan)
                yield return (path, plan, entries);
    }

    // To pass over one that cannot be read could spend a second enrolment.
    private static T Access<T>(OfficeFolder office, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw OperationRecord.Unreadable(office, exception);
        }
    }
}
