using KsefTools.Core.Office;

namespace KsefTools.Core.Journal;

/// <summary>
/// The interrupted operations of an office, looked for once a run: a thousand clients must not each read a thousand
/// records.
/// </summary>
internal sealed class OpenOperations
{
    private readonly OfficeFolder _office;
    private readonly ILookup<(OperationKind Kind, string Subject), RecordedOperation> _open;

    /// <summary>Looks through the journal for some kinds.</summary>
    /// <param name="office">The office.</param>
    /// <param name="kinds">Which.</param>
    /// <param name="unreadable">
    /// Hears of records that cannot be read, and which are left out; null to stop at one.
    /// </param>
    /// <exception cref="OfficeFolderException">
    /// A record cannot be read, so it is not known what an earlier run has done.
    /// </exception>
    public OpenOperations(
        OfficeFolder office,
        IReadOnlyCollection<OperationKind> kinds,
        Action<string, Exception>? unreadable = null
    )
    {
        _office = office;
        _open = JournalReader.FindOpen(office, kinds, unreadable).ToLookup(record => (record.Kind, record.Subject));
    }

    /// <summary>Whether an earlier run was interrupted, as it looked when this run began.</summary>
    public bool Has(OperationKind kind, string subject) => _open.Contains((kind, subject));

    /// <summary>What interrupted operations were begun with, oldest first, as it looked when this run began.</summary>
    public IEnumerable<JournalEntry> StartsOf(OperationKind kind, string subject) =>
        _open[(kind, subject)].Select(record => record.Start);

    /// <summary>With what interrupted operations of a kind were done, as it looked when this run began.</summary>
    public IEnumerable<string> SubjectsOf(OperationKind kind) =>
        _open.Select(records => records.Key).Where(key => key.Kind == kind).Select(key => key.Subject);

    /// <summary>
    /// Goes on with an interrupted operation, under the subject's lock; null where there is none any more.
    /// </summary>
    /// <exception cref="OfficeFolderException">The record cannot be opened.</exception>
    public OperationRecord? TryResume(
        OperationKind kind,
        string subject,
        TimeProvider time,
        IProgress<string>? progress
    ) =>
        _open[(kind, subject)]
            .Select(record => OperationRecord.TryResume(_office, record, time, progress))
            .FirstOrDefault(record => record is not null);
}
