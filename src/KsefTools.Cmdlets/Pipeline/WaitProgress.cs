using System.Management.Automation;
using KsefTools.Core;
using KsefTools.Core.Api.Watching;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>A second bar, while KSeF asks to wait. To be used on the pipeline thread.</summary>
internal sealed class WaitProgress(Cmdlet cmdlet, TimeProvider time)
{
    // The bar of the command itself is 0.
    private const int Id = 1;

    // A wait that is over before the bar is read needs none.
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);

    private DateTimeOffset? _until;
    private volatile bool _isShown;

    /// <summary>Whether the bar has a use for news: a wait, or the end of one. May be asked on any thread.</summary>
    internal bool Wants(RequestNews news) => news.Wait is not null || _isShown;

    internal void Report(RequestNews news)
    {
        var now = time.GetUtcNow();
        if (news.Wait is { } wait && wait >= Noticeable && !(now + wait <= _until))
        {
            _until = now + wait;
            _isShown = true;
            Draw(new(Id, Title, PlainText.Line(news.Text)) { SecondsRemaining = Seconds(wait) });
        }
        else if (now >= _until)
        {
            Complete();
        }
    }

    internal void Complete()
    {
        if (_until is null)
            return;
        _until = null;
        _isShown = false;
        Draw(new(Id, Title, " ") { RecordType = ProgressRecordType.Completed });
    }

    private void Draw(ProgressRecord record) => ThrottledProgress.TryDraw(cmdlet.WriteProgress, record);

    private static string Title => UiText.Of("KSeF's rate limit", "Limit żądań KSeF");

    private static int Seconds(TimeSpan wait) => (int)Math.Round(wait.TotalSeconds);
}
