using System.Globalization;
using Spectre.Console;

namespace KsefTools.Demo;

/// <summary>Where a person reads the demo.</summary>
internal static class DemoConsole
{
    private const int UsualWidth = 140;

    /// <summary>
    /// A file or a pipe wants neither colours nor a moving bar, and more than the 80 columns that Spectre assumes.
    /// </summary>
    internal static IAnsiConsole Create()
    {
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Console;
        var plain = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
            }
        );
        var named = Environment.GetEnvironmentVariable("COLUMNS");
        plain.Profile.Width = int.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var columns)
            ? Math.Clamp(columns, 40, 500)
            : UsualWidth;
        return plain;
    }
}
