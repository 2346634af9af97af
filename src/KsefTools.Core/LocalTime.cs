using System.Globalization;

namespace KsefTools.Core;

/// <summary>
/// Days and times as every sentence and table shows them: local, and as 2026-12-31 or 2026-12-31 14:05, in both
/// languages. One form sorts, and nobody has to ask which number is the month.
/// </summary>
public static class LocalTime
{
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset moment) =>
        moment.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset moment) =>
        moment.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
