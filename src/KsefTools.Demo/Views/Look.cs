using System.Globalization;
using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo.Views;

/// <summary>How words and colours stand for the same thing everywhere.</summary>
internal static class Look
{
    public static string Colour(CredentialStatus status) =>
        status switch
        {
            CredentialStatus.Healthy => "green",
            CredentialStatus.Warning => "yellow",
            CredentialStatus.Unknown => "blue",
            _ => "red",
        };

    public static string Colour(FindingSeverity severity) =>
        severity switch
        {
            FindingSeverity.Information => "grey",
            FindingSeverity.Warning => "yellow",
            FindingSeverity.Unknown => "blue",
            _ => "red",
        };

    /// <summary>Green for who can be moved, red where something is in the way for good.</summary>
    public static string Colour(KsefConversion result) =>
        result.Outcome switch
        {
            ConversionOutcome.Planned or ConversionOutcome.Converted or ConversionOutcome.AlreadyConverted => "green",
            ConversionOutcome.Unknown or ConversionOutcome.Busy => "blue",
            ConversionOutcome.Failed => "red",
            _ => "yellow",
        };

    public static string Text(CredentialStatus status) => $"[{Colour(status)}]{Word(status)}[/]";

    public static string Word(CredentialStatus status) =>
        status switch
        {
            CredentialStatus.Healthy => Of("Healthy", "Sprawny"),
            CredentialStatus.Warning => Of("Warning", "Uwaga"),
            CredentialStatus.Unknown => Of("Unknown", "Nieznany"),
            _ => Of("Critical", "Krytyczny"),
        };

    public static string Short(string name, int longest) => name.Length <= longest ? name : name[..(longest - 1)] + "…";

    public static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.CurrentCulture, $"{time.TotalSeconds:0.0} s");

    public static string Day(DateTimeOffset? moment) =>
        moment?.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static void Heading(IAnsiConsole console, string text)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold]{text.EscapeMarkup()}[/]").LeftJustified().RuleStyle("grey"));
    }
}
