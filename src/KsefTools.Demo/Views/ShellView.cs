using KsefTools.Demo.Shell;
using Spectre.Console;
using static KsefTools.Core.UiText;

namespace KsefTools.Demo.Views;

/// <summary>What the module said in PowerShell, beside the truth.</summary>
internal static class ShellView
{
    public static void Show(IAnsiConsole console, ShellReport report)
    {
        var took = Look.Seconds(TimeSpan.FromSeconds(report.Seconds));
        var verdicts = Of(
            $"gave {report.Results.Count} verdicts in {took}.",
            $"- {report.Results.Count} werdyktów w {took}."
        );
        console.MarkupLineInterpolated(
            $"PowerShell {report.PowerShell}: [green]Get-KsefCredential | Test-KsefToken[/] {verdicts}"
        );
    }
}
