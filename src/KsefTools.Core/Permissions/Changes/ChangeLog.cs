using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Permissions.Granting;

namespace KsefTools.Core.Permissions.Changes;

/// <summary>
/// Keeps the record of one job, begun when KSeF is first asked for a change. One that does not come to its end holds
/// the number by which the next run of the same job goes on.
/// </summary>
internal sealed class ChangeLog : IOperationLog, IDisposable
{
    private const string SendingStep = "sending";
    private const string SentStep = "sent";
    private const string RefusedStep = "refused";

    private readonly PermissionJob _job;
    private readonly TimeProvider _time;
    private OperationRecord? _record;

    /// <summary>Takes up the record of an earlier run of the same job. To be called under the job's lock.</summary>
    /// <exception cref="OfficeFolderException">The record cannot be opened.</exception>
    public ChangeLog(PermissionJob job, OpenOperations open, TimeProvider time)
    {
        (_job, _time) = (job, time);
        _record = open.TryResume(job.Kind, job.ToString(), time, progress: null);
    }

    /// <summary>The number of an operation that an earlier run began and did not see end; null for none.</summary>
    public string? Earlier => _record?.Last(SentStep)?["reference"];

    public void Sending() => Begun().Write(SendingStep);

    public void Sent(string referenceNumber) => Begun().Write(SentStep, ("reference", referenceNumber));

    /// <summary>KSeF has said no: there is nothing to go on with.</summary>
    public void Refused()
    {
        _record?.Write(RefusedStep);
        Finish();
    }

    public void Finish() => _record?.Finish();

    /// <summary>As <see cref="OperationRecord.Conclude"/>: KSeF has done it.</summary>
    public string? Conclude() => _record?.Conclude();

    public void Dispose() => _record?.Dispose();

    private OperationRecord Begun() =>
        _record ??= OperationRecord.Begin(
            _job.Office,
            _time,
            _job.Kind,
            _job.ToString(),
            progress: null,
            ("nip", _job.Context.Value),
            ("environment", _job.Environment.Name),
            ("kind", _job.Order?.Kind.ToString()),
            // A person's name is asked for again.
            ("name", _job.Order is { Kind: GrantKind.Entity } toEntity ? toEntity.SubjectName : null)
        );
}
