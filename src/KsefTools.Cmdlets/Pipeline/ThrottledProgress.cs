using System.Management.Automation;
using KsefTools.Core;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>
/// One progress bar that is drawn a few times a second at most: drawing it for each client has made commands many
/// times slower. To be used on the pipeline thread.
/// </summary>
internal sealed class ThrottledProgress(Action<ProgressRecord> write, TimeProvider time, string activity)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan? _drawn;
    private bool _isDead;

    internal void Report(int done, int total, string current)
    {
        var now = time.GetElapsedTime(_start);
        // A command that is over in less than an interval needs no bar.
        if (now - (_drawn ?? TimeSpan.Zero) < Interval)
            return;
        _drawn = now;
        var record = new ProgressRecord(0, activity, PlainText.Line($"{done}/{total} {current}"));
        if (total > 0)
            record.PercentComplete = Math.Clamp(100 * done / total, 0, 100);
        Draw(record);
    }

    internal void Complete()
    {
        if (_drawn is not null)
            Draw(new ProgressRecord(0, activity, " ") { RecordType = ProgressRecordType.Completed });
    }

    /// <summary>
    /// False where the host has no way to draw a bar. What PowerShell itself says (a stop above all) goes its way.
    /// </summary>
    internal static bool TryDraw(Action<ProgressRecord> write, ProgressRecord record)
    {
        try
        {
            write(record);
            return true;
        }
        catch (Exception exception) when (exception is not (RuntimeException or FlowControlException))
        {
            return false;
        }
    }

    private void Draw(ProgressRecord record) => _isDead = _isDead || !TryDraw(write, record);
}
