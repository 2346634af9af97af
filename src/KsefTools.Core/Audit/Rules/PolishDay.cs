namespace KsefTools.Core.Audit.Rules;

/// <summary>The calendar day in Poland: the dates of law and Ministry mean Polish days.</summary>
internal static class PolishDay
{
    private static readonly TimeZoneInfo Warsaw = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");

    public static DateOnly Of(DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Warsaw).DateTime);
}
