using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Permissions.Granting;

namespace KsefTools.Core.Permissions.Changes;

/// <summary>
/// The journal of one job, begun when KSeF is first asked for a change. One that does not come to its end holds the
/// number by which the next run of the same job goes on.
/// </summary>
internal sealed class JobRecord(PermissionJob job, TimeProvider time) : IOperationLog, IDisposable
{
    private const string SendingStep = "sending";
    private const string SentStep = "sent";
    private const string RefusedStep = "refused";

    private JournalFile? _journal;

    /// <summary>The numbers of operations that began and did not end, by job.</summary>
    public static IReadOnlyDictionary<string, string> FindOpen(OfficeFolder office)
    {
        var open = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var interrupted in JournalFile.FindInterrupted(office))
            if (interrupted.Operation is "grant" or "revocation" && LastNumber(interrupted.Path) is { } number)
                open[$"{interrupted.Operation} {interrupted.Subject}"] = number;
        return open;
    }

    public static string KeyOf(PermissionJob job) => $"{OperationOf(job)} {job}";

    /// <summary>Goes on with an operation of an earlier run: this record ends it, too.</summary>
    public void Continue(string referenceNumber) => Begun().Write(SentStep, ("reference", referenceNumber));

    public void Sending() => Begun().Write(SendingStep);

    public void Sent(string referenceNumber) => Begun().Write(SentStep, ("reference", referenceNumber));

    /// <summary>KSeF has said no: there is nothing to go on with.</summary>
    public void Refused()
    {
        _journal?.Write(RefusedStep);
        Finish();
    }

    public void Finish() => _journal?.Finish();

    public void Dispose() => _journal?.Dispose();

    private JournalFile Begun() => _journal ??= JournalFile.Begin(job.Office, time, OperationOf(job), job.ToString());

    private static string OperationOf(PermissionJob job) => job.Order is null ? "revocation" : "grant";

    private static string? LastNumber(string path)
    {
        try
        {
            return JournalFile
                .ReadEntries(path)
                .LastOrDefault(entry => string.Equals(entry.Step, SentStep, StringComparison.Ordinal))
                ?["reference"];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What there is at KSeF is looked at before anything is sent: the number only saves a call.
            return null;
        }
    }
}
