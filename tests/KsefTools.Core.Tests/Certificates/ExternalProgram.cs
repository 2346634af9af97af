using System.ComponentModel;
using System.Diagnostics;

namespace KsefTools.Core.Tests.Certificates;

/// <summary>
/// An independent program that judges what we made; where it is absent, the test is skipped and says so.
/// </summary>
internal static class ExternalProgram
{
    public static string OpenSsl(params string[] arguments)
    {
        var (exitCode, output) = Run("openssl", arguments);
        Assert.True(exitCode == 0, output);
        return output;
    }

    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed, so no independent program can judge this.");
            throw;
        }
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + error.GetAwaiter().GetResult());
        }
    }
}
