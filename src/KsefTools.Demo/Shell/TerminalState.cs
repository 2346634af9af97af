using System.ComponentModel;
using System.Diagnostics;

namespace KsefTools.Demo.Shell;

/// <summary>
/// The terminal as it is now. A child that is killed while it reads keys leaves it without echo and lines.
/// </summary>
internal sealed class TerminalState : IDisposable
{
    private readonly string? _saved =
        OperatingSystem.IsWindows() || Console.IsInputRedirected ? null : Run("-g")?.Trim();

    /// <summary>Puts the terminal back.</summary>
    public void Dispose()
    {
        if (!string.IsNullOrEmpty(_saved))
            Run(_saved);
    }

    private static string? Run(string argument)
    {
        try
        {
            var start = new ProcessStartInfo("stty", [argument])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            };
            using var stty = Process.Start(start)!;
            var output = stty.StandardOutput.ReadToEnd();
            stty.WaitForExit();
            return output;
        }
        catch (Win32Exception)
        {
            // A system without stty: then the terminal stays as the child leaves it.
            return null;
        }
    }
}
