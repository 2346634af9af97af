using KsefTools.Core.Journal;
using KsefTools.Core.Office;

namespace KsefTools.Core.Conversion.Running;

/// <summary>
/// The interrupted operations of an office, looked for once a run: a thousand clients must not each read a thousand records.
/// </summary>
internal sealed class OpenRecords
{
    private readonly ILookup<(string Operation, string Subject), string> _paths;
    private readonly TimeProvider _time;
    private readonly IProgress<string>? _progress;

    /// <summary>Looks through the journal.</summary>
    /// <exception cref="OfficeFolderException">A record cannot be read, so it is not known what an earlier run has done.</exception>
    public OpenRecords(OfficeFolder office, TimeProvider time, IProgress<string>? progress)
    {
        (_time, _progress) = (time, progress);
        string[] operations = [ConversionStep.Conversion, ConversionStep.Retirement, ConversionStep.Restoring];
        try
        {
            _paths = operations
                .SelectMany(operation =>
                    OperationRecord
                        .FindOpen(office, operation)
                        .Select(found => (Key: (operation, found.Start["subject"] ?? ""), found.Path))
                )
                .ToLookup(found => found.Key, found => found.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw OperationRecord.Unreadable(office, exception);
        }
    }

    /// <summary>Whether an earlier run was interrupted, as it looked when this run began.</summary>
    public bool Has(string operation, string subject) => _paths.Contains((operation, subject));

    /// <summary>Takes up an interrupted operation, under the client's lock; null where there is none.</summary>
    public OperationRecord? TryResume(string operation, string subject)
    {
        foreach (var path in _paths[(operation, subject)])
            if (OperationRecord.TryResume(path, _time, _progress) is { } record)
                return record;
        return null;
    }
}
