using System.Globalization;

namespace KsefTools.Core.Office.Settings;

/// <summary>
/// Durations as people write them in office.yaml: <c>90d</c>, <c>12h</c>, <c>30m</c>, <c>45s</c>, <c>2w</c>.
/// </summary>
public static class Duration
{
    /// <summary>Ten years: whoever writes more has mistyped.</summary>
    private const int MaxDays = 3653;

    /// <summary>Reads a whole number and one unit letter; spaces between them are allowed.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        var trimmed = text?.Trim() ?? "";
        if (
            trimmed.Length < 2
            || !int.TryParse(
                trimmed.AsSpan(0, trimmed.Length - 1).TrimEnd(),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
            return false;
        var unit = trimmed[^1] switch
        {
            'w' => TimeSpan.FromDays(7),
            'd' => TimeSpan.FromDays(1),
            'h' => TimeSpan.FromHours(1),
            'm' => TimeSpan.FromMinutes(1),
            's' => TimeSpan.FromSeconds(1),
            _ => TimeSpan.Zero,
        };
        if (unit == TimeSpan.Zero || number * unit.TotalDays > MaxDays)
            return false;
        duration = number * unit;
        return true;
    }

    /// <summary>The shortest form that reads back as the same time.</summary>
    public static string Format(TimeSpan duration) =>
        duration switch
        {
            { Ticks: 0 } => "0d",
            _ when duration.Ticks % TimeSpan.TicksPerDay == 0 => Unit(duration.TotalDays, 'd'),
            _ when duration.Ticks % TimeSpan.TicksPerHour == 0 => Unit(duration.TotalHours, 'h'),
            _ when duration.Ticks % TimeSpan.TicksPerMinute == 0 => Unit(duration.TotalMinutes, 'm'),
            _ => Unit(Math.Round(duration.TotalSeconds), 's'),
        };

    private static string Unit(double number, char unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:0}{unit}");
}
