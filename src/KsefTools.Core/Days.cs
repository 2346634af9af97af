namespace KsefTools.Core;

/// <summary>
/// Days as scripts see them: a script compares with Get-Date, which a DateOnly does not allow, so a day is its midnight
/// without a time zone.
/// </summary>
public static class Days
{
    /// <summary>The day's midnight.</summary>
    public static DateTime? ToNoun(this DateOnly? day) => day?.ToDateTime(TimeOnly.MinValue);

    /// <summary>The day of such a midnight.</summary>
    public static DateOnly? ToDay(this DateTime? midnight) => midnight is { } time ? DateOnly.FromDateTime(time) : null;
}
