using System.Security.Cryptography;
using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using KsefTools.Core.Files;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Reports.Calendar;

/// <summary>
/// The ends as a calendar (RFC 5545) that Outlook and others take in: whole days that block nobody's time, each with a
/// word a week before. An end keeps its number, so that a file taken in again changes it and adds no second one.
/// </summary>
public static class CalendarFile
{
    private const int MostClients = 50;

    /// <summary>Writes it in the language of the session, readable by its owner alone.</summary>
    /// <param name="office">Whose calendar.</param>
    /// <param name="entries">What ends.</param>
    /// <param name="now">The moment.</param>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written to.</exception>
    public static void Write(
        OfficeSettings office,
        IEnumerable<KsefCalendarEntry> entries,
        DateTimeOffset now,
        string path,
        bool overwrite
    ) => OwnerOnlyFile.Write(path, Encoding.UTF8.GetBytes(Make(office, entries, now)), overwrite);

    internal static string Make(OfficeSettings office, IEnumerable<KsefCalendarEntry> entries, DateTimeOffset now)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//KsefTools//Calendar//EN", Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", $"KSeF, {PlainText.Line(office.Name)}");
        foreach (var entry in entries)
            calendar.Events.Add(EventOf(office.Nip.Value, entry, now));
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static CalendarEvent EventOf(string nip, KsefCalendarEntry entry, DateTimeOffset now)
    {
        var whose = entry.Name ?? (entry.Nip.Count > 0 ? Counted.Clients(entry.Nip.Count) : null);
        var one = new CalendarEvent
        {
            Uid = UidOf(nip, entry),
            DtStamp = new CalDateTime(now.UtcDateTime, "UTC"),
            Summary = PlainText.Line($"KSeF: {entry.Text}{(whose is null ? "" : $" ({whose})")}"),
            Description = Description(entry),
            Transparency = "TRANSPARENT",
        };
        if (entry is { Kind: CalendarKind.Signing, At: { } at })
        {
            one.Start = new CalDateTime(at.UtcDateTime, "UTC");
            one.End = one.Start;
            return one;
        }
        var day = DateOnly.FromDateTime(entry.Date);
        one.Start = new CalDateTime(day);
        // Without an end it is that one day, too.
        if (day < DateOnly.MaxValue)
            one.End = new CalDateTime(day.AddDays(1));
        one.Alarms.Add(
            new Alarm
            {
                Action = "DISPLAY",
                Description = one.Summary,
                Trigger = new Trigger(Ical.Net.DataTypes.Duration.FromDays(-7)),
            }
        );
        return one;
    }

    private static string Description(KsefCalendarEntry entry)
    {
        var lines = entry.Nip.Take(MostClients).ToList();
        if (entry.Nip.Count > MostClients)
            lines.Add($"… ({entry.Nip.Count})");
        lines.Add("Get-KsefCalendar");
        return string.Join('\n', lines);
    }

    // Of a rotation its month; of tokens their one end, wherever the law moves it.
    private static string UidOf(string nip, KsefCalendarEntry entry)
    {
        var what = entry.Kind switch
        {
            CalendarKind.Rotation => LocalTime.Day(DateOnly.FromDateTime(entry.Date))[..7],
            CalendarKind.Certificate => entry.SerialNumber ?? entry.Text,
            CalendarKind.Signing => FormattableString.Invariant($"{entry.At:O}{entry.Text}"),
            _ => "",
        };
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{nip}/{entry.Kind}/{what}"));
        return $"{Convert.ToHexStringLower(hash)[..32]}@kseftools";
    }
}
