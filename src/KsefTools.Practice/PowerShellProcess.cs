using System.Diagnostics;

namespace KsefTools.Practice;

/// <summary>How to start the PowerShell that restore brings, or the one that <c>KSEF_TEST_PWSH</c> names.</summary>
public static class PowerShellProcess
{
    /// <summary>Whether restore has brought it, or another is named.</summary>
    public static bool IsAtHand => Named is not null || File.Exists(PracticePaths.PowerShell);

    private static string? Named =>
        Environment.GetEnvironmentVariable("KSEF_TEST_PWSH") is { Length: > 0 } program ? program : null;

    /// <summary>A pwsh without profile that knows nothing of its user's office, language or vault.</summary>
    /// <param name="home">The folder that serves as its HOME.</param>
    /// <param name="arguments">What pwsh is told after <c>-NoProfile</c>.</param>
    public static ProcessStartInfo StartInfo(string home, params IEnumerable<string> arguments)
    {
        var start = Named is { } program
            ? new ProcessStartInfo(program, ["-NoProfile", .. arguments])
            : new ProcessStartInfo("dotnet", [PracticePaths.PowerShell, "-NoProfile", .. arguments]);
        start.UseShellExecute = false;
        start.WorkingDirectory = home;
        start.Environment["HOME"] = home;
        foreach (var inherited in (string[])["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "KSEF_OFFICE"])
            start.Environment.Remove(inherited);
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        return start;
    }

    /// <summary>Runs one to its end.</summary>
    /// <param name="start">From <see cref="StartInfo"/>; both outputs are read here.</param>
    /// <param name="limit">After which time it is killed.</param>
    /// <param name="cancellationToken">Kills it, too.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="PowerShellException">It failed or took too long.</exception>
    public static async Task<string> CompleteAsync(
        ProcessStartInfo start,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(start);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0
                ? await output
                : throw new PowerShellException($"PowerShell ended with {process.ExitCode}. {errors}{await output}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PowerShellException($"PowerShell did not end within {limit}.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
