using System.Diagnostics;
using KsefTools.Demo.Views;
using Spectre.Console;

namespace KsefTools.Demo.Shell;

/// <summary>A real PowerShell prompt in a practice office.</summary>
public static class PracticePrompt
{
    /// <summary>Opens the prompt and waits until it is closed or killed; then nothing of the office is left.</summary>
    /// <param name="console">Where the person is welcomed.</param>
    /// <param name="options">What office to make.</param>
    /// <param name="opened">Told when PowerShell has the terminal: Ctrl-C is PowerShell's own from now on.</param>
    /// <param name="cancellationToken">Closes the prompt.</param>
    /// <returns>PowerShell's exit code.</returns>
    public static async Task<int> RunAsync(
        IAnsiConsole console,
        DemoOptions options,
        Action opened,
        CancellationToken cancellationToken
    )
    {
        await using var office = await PracticeOffice.CreateAsync(options, cancellationToken);
        PromptView.Welcome(console, office);
        opened();
        using var terminal = new TerminalState();
        using var shell = Process.Start(office.Open(["-NoLogo", "-NoExit"]))!;
        try
        {
            await shell.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!shell.HasExited)
                shell.Kill(entireProcessTree: true);
        }

        PromptView.Farewell(console);
        return shell.ExitCode;
    }
}
