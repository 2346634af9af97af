namespace KsefTools.Core.Audit.Rules;

/// <summary>The calendar day in Poland: the dates of law and Ministry mean Polish days.</summary>
internal static class PolishDay
{
    // A machine without time zone data must still audit: winter time is at most an hour late about a day's end.
    private static readonly TimeZoneInfo Warsaw = TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Warsaw", out var found)
        ? found
        : TimeZoneInfo.CreateCustomTimeZone("CET", TimeSpan.FromHours(1), "CET", "CET");

    public static DateOnly Of(DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Warsaw).DateTime);
}
