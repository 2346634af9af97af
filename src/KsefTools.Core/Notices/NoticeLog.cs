using KsefTools.Core.Office;
using KsefTools.Core.Runs.Storage;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Notices;

/// <summary>
/// Writes into a run's log who was told of it. A notifier that fails costs a warning, and neither result nor exit code.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="run">The run.</param>
/// <param name="warn">Told what failed.</param>
/// <param name="time">The clock.</param>
public sealed class NoticeLog(OfficeFolder office, KsefAudit run, Action<string> warn, TimeProvider time)
{
    /// <summary>A notifier was told.</summary>
    public void Told(string notifier) => Write(isTold: true, notifier);

    /// <summary>A notifier was not told. Of a failure that is no notifier's, its type alone is written.</summary>
    public void NotTold(string notifier, Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var why = failure is NoticeException ? failure.Message : SecretShape.Blot(failure.Message);
        warn(
            UiText.Of(
                $"A notice of this run was not sent ({notifier}): {why} The audit itself is not affected.",
                $"Powiadomienie o tym audycie nie zostało wysłane ({notifier}): {why} Sam audyt na tym nie "
                    + "ucierpiał."
            )
        );
        Write(isTold: false, $"{notifier}: {why}");
    }

    private void Write(bool isTold, string text)
    {
        // A run that could not be kept has said so already.
        if (run.Path is null)
            return;
        try
        {
            new RunStore(office).LogNotice(run.RunId, time.GetUtcNow(), isTold, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            warn(exception.Message);
        }
    }
}
