using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;

namespace KsefTools.Core.Certificates.Revocation;

/// <summary>
/// The journal of a revocation. Each of its steps can be done twice, so a later run needs to know only that one is open, and
/// goes on with it.
/// </summary>
internal sealed class RevocationRecord : IDisposable
{
    public const string Revoking = "revoking";
    public const string Revoked = "revoked";
    public const string SessionsClosed = "sessions closed";

    private const string Operation = "revocation";

    private readonly JournalFile _journal;
    private readonly IProgress<string>? _progress;

    private RevocationRecord(JournalFile journal, bool wasResumed, IProgress<string>? progress) =>
        (_journal, WasResumed, _progress) = (journal, wasResumed, progress);

    public bool WasResumed { get; }

    /// <summary>Begins a record, or goes on with the open one of the same certificate. To be called under the identity's lock.</summary>
    /// <exception cref="OfficeFolderException">The record cannot be written.</exception>
    public static RevocationRecord Begin(
        OfficeFolder office,
        TimeProvider time,
        KsefCertificate certificate,
        RevocationReason reason,
        IProgress<string>? progress
    )
    {
        var subject = $"{certificate.SerialNumber}, {certificate.Environment}";
        var open = JournalFile
            .FindInterrupted(office)
            .FirstOrDefault(operation =>
                string.Equals(operation.Operation, Operation, StringComparison.Ordinal)
                && string.Equals(operation.Subject, subject, StringComparison.Ordinal)
            );
        var journal = open is null
            ? JournalFile.Begin(
                office,
                time,
                Operation,
                subject,
                ("serial", certificate.SerialNumber),
                ("holder", certificate.Holder),
                ("environment", certificate.Environment),
                ("reason", reason.ToString())
            )
            : Resume(open.Path, time);
        try
        {
            progress?.Report(JournalFile.Started);
            return new RevocationRecord(journal, open is not null, progress);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Writes a step; it is on disk when this returns.</summary>
    public void Write(string step)
    {
        _journal.Write(step);
        _progress?.Report(step);
    }

    public void Finish() => Write(JournalFile.Finished);

    public void Dispose() => _journal.Dispose();

    private static JournalFile Resume(string path, TimeProvider time)
    {
        try
        {
            return JournalFile.Resume(path, time);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OfficeFolderException(
                OfficeFolderFailure.NotAccessible,
                path,
                UiText.Of(
                    $"The journal '{path}' cannot be opened, so nothing was done: {exception.Message}",
                    $"Nie można otworzyć dziennika '{path}', więc niczego nie zrobiono: {exception.Message}"
                ),
                exception
            );
        }
    }
}
