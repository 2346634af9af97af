namespace KsefTools.Core;

/// <summary>
/// Days as scripts see them: a script compares with Get-Date, which a DateOnly does not allow, so a day is its midnight
/// without a time zone.
/// </summary>
public static class Days
{
    /// <summary>The day's midnight.</summary>
    public static DateTime? ToNoun(this DateOnly? day) => day?.ToDateTime(TimeOnly.MinValue);

    /// <summary>
    /// Days later; the last day there is where there would be none. Dates come from files and from KSeF, and one of no
    /// real time is one client's matter.
    /// </summary>
    public static DateOnly Later(this DateOnly day, int days) =>
        days > DateOnly.MaxValue.DayNumber - day.DayNumber ? DateOnly.MaxValue : day.AddDays(days);

    /// <summary>As the other one, for a moment.</summary>
    public static DateTimeOffset Later(this DateTimeOffset moment, double days) =>
        days >= (DateTimeOffset.MaxValue - moment).TotalDays ? DateTimeOffset.MaxValue
        : days <= (DateTimeOffset.MinValue - moment).TotalDays ? DateTimeOffset.MinValue
        : moment.AddDays(days);

    /// <summary>The day of such a midnight.</summary>
    public static DateOnly? ToDay(this DateTime? midnight) => midnight is { } time ? DateOnly.FromDateTime(time) : null;
}
