using KsefTools.Core.Office;
using KsefTools.Core.Runs.Storage;
using KsefTools.Core.Signing;

namespace KsefTools.Core.Reports.Calendar;

/// <summary>
/// Every end that an office knows: by its last audit, its policy as it is now, and what waits to be signed.
/// </summary>
public static class OfficeCalendar
{
    /// <summary>The ends, the nearest first.</summary>
    /// <param name="office">The office.</param>
    /// <param name="runId">The audit run; null for the newest that tested something.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="Runs.RunException">There is none, or it cannot be read.</exception>
    public static IReadOnlyList<KsefCalendarEntry> Of(OfficeFolder office, string? runId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(office);
        var store = new RunStore(office);
        var run = store.Read(runId ?? (store.LatestTested() ?? throw Runs.RunException.None()).RunId);
        // What the office decided since counts, and not what it was when the run was made.
        var ends = RunCalendar.Of(
            run with
            {
                Policy = RunPolicy.Of(office.Settings.Policy),
            },
            SigningDeadline.Of(office, now)
        );
        var names = run
            .Results.Where(result => result is { Area: AuditArea.Credential, Nip: not null })
            .DistinctBy(result => result.Nip, StringComparer.Ordinal)
            .ToDictionary(result => result.Nip!, result => result.Name, StringComparer.Ordinal);
        var today = now.ToLocalTime().Date;
        return
        [
            .. ends.Select(end => new KsefCalendarEntry
            {
                Kind = end.Kind,
                Date = end.Day,
                At = end.At,
                DaysLeft = (end.Day - today).Days,
                Text = end.Text,
                Nip = new([.. end.Nips]),
                Name = end.Name ?? (end.Nips is [var only] ? names.GetValueOrDefault(only) : null),
                SerialNumber = end.Serial,
                RunId = end.Kind is CalendarKind.Signing ? null : run.RunId,
                OfficePath = office.Path,
            }),
        ];
    }
}
