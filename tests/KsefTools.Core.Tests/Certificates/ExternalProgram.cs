using System.ComponentModel;
using System.Diagnostics;
using KsefTools.Testing;

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
        try
        {
            var end = ChildProcess
                .RunAsync(new ProcessStartInfo(program, arguments), TestContext.Current.CancellationToken)
                .GetAwaiter()
                .GetResult();
            return (end.ExitCode, end.Text);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed, so no independent program can judge this.");
            throw;
        }
    }
}
