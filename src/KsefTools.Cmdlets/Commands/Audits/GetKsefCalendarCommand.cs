using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core.Office;
using KsefTools.Core.Reports.Calendar;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Gets every end that the office knows, the nearest first: of tokens by law and as announced, of certificates, of the
/// time to replace tokens, and of requests that wait to be signed. Asks nobody: the last audit knows.
/// </summary>
[Cmdlet(VerbsCommon.Get, "KsefCalendar")]
[OutputType(typeof(KsefCalendarEntry))]
public sealed class GetKsefCalendarCommand : OfficeCmdlet
{
    /// <summary>A file that is written as well, for Outlook and other calendars: .ics.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The audit run; without it, the newest that tested something.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AuditRunCompleter))]
    public string? RunId { get; set; }

    /// <summary>en or pl; without it, the session's language.</summary>
    [Parameter]
    [ValidateSet("en", "pl")]
    public string? Language { get; set; }

    /// <summary>Replaces a file that is there already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        InLanguage(Language, () => GuardAll(office.Path, () => Get(office)));
    }

    private void Get(OfficeFolder office)
    {
        var now = TimeProvider.System.GetUtcNow();
        var entries = OfficeCalendar.Of(office, RunId, now);
        foreach (var entry in entries)
            WriteObject(entry);
        if (Path is null)
            return;
        var path = FilePaths.Full(this, Path);
        Guard(path, () => CalendarFile.Write(office.Settings, entries, now, path, Force));
    }
}
