using KsefTools.Core.Journal;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>The records of an office's enrolments, each with its plan.</summary>
internal static class EnrolmentRecords
{
    private static readonly OperationKind[] Kinds = [OperationKind.Enrolment, OperationKind.Renewal];

    /// <summary>Begins one; its first line is on disk when this returns.</summary>
    /// <exception cref="OfficeFolderException">The record cannot be written.</exception>
    public static OperationRecord Begin(
        OfficeFolder office,
        TimeProvider time,
        EnrolmentPlan plan,
        IProgress<string>? progress
    )
    {
        var kind = plan.Old is null ? OperationKind.Enrolment : OperationKind.Renewal;
        return OperationRecord.Begin(office, time, kind, plan.ToString(), progress, plan.ToFields());
    }

    /// <summary>
    /// The oldest run of that kind that did not come to its end; null where there is none. To be asked under the
    /// holder's lock, so that no living process has it.
    /// </summary>
    /// <exception cref="OfficeFolderException">
    /// A record cannot be read, so it is not known what an earlier run has done.
    /// </exception>
    public static (OperationRecord Record, EnrolmentPlan Plan)? TryResume(
        OfficeFolder office,
        TimeProvider time,
        Func<EnrolmentPlan, bool> isWanted,
        IProgress<string>? progress
    )
    {
        foreach (var open in JournalReader.FindOpen(office, Kinds))
            if (
                EnrolmentPlan.Of(open.Start) is { } plan
                && isWanted(plan)
                && OperationRecord.TryResume(office, open, time, progress) is { } record
            )
                return (record, plan);
        return null;
    }

    /// <summary>Whether a run for the holder did not come to its end, or is under way.</summary>
    /// <exception cref="OfficeFolderException">A record cannot be read.</exception>
    public static bool IsOpen(OfficeFolder office, CertificateHolder holder) =>
        IsOpen(office, plan => plan.Holder == holder);

    /// <summary>Whether a run of that kind did not come to its end, or is under way.</summary>
    /// <exception cref="OfficeFolderException">A record cannot be read.</exception>
    public static bool IsOpen(OfficeFolder office, Func<EnrolmentPlan, bool> isWanted) =>
        JournalReader.FindOpen(office, Kinds).Any(open => EnrolmentPlan.Of(open.Start) is { } plan && isWanted(plan));

    /// <summary>The newest run of that kind that brought a certificate; null where there is none.</summary>
    /// <exception cref="OfficeFolderException">A record cannot be read.</exception>
    public static EnrolmentPlan? FindLast(OfficeFolder office, Func<EnrolmentPlan, bool> isWanted) =>
        JournalReader
            .ReadAll(office, Kinds)
            .Where(run => run.IsFinished && run.Has(EnrolmentStep.Stored))
            .Select(run => EnrolmentPlan.Of(run.Start))
            .LastOrDefault(plan => plan is not null && isWanted(plan));
}
