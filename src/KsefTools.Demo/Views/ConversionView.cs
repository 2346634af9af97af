using KsefTools.Demo.Conversion;
using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo.Views;

/// <summary>What a conversion came to.</summary>
internal static class ConversionView
{
    public static void Show(IAnsiConsole console, ConversionReport report)
    {
        foreach (var line in report.Lines)
            console.MarkupLineInterpolated($"{line}");
        var converted = report.Results.Where(result => result.Outcome is ConversionOutcome.Converted).ToList();
        if (converted.Count == 0)
            return;
        var proven = converted.Count(result => result.IsProven);
        var surplus = converted.Count(result => result.Surplus.Count > 0);
        var lost = converted.Count(result => result.Lost.Count > 0);
        var text = Of(
            $"{proven} of them proven by a sign-in before the profile was switched; {surplus} may do more than "
                + $"their token could, {lost} less, as the plan says. Every token is still there, as the way back.",
            $"Z nich {proven} sprawdzono logowaniem przed przełączeniem profilu; {surplus} może więcej niż ich "
                + $"token, {lost} mniej, zgodnie z planem. Każdy token został jako droga powrotu."
        );
        console.MarkupLineInterpolated($"{text}");
    }
}
