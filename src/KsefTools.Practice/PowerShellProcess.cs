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

    /// <summary>Runs a script to its end and gives what it printed.</summary>
    /// <param name="home">The folder that serves as its HOME.</param>
    /// <param name="script">A command for pwsh.</param>
    /// <param name="limit">After which time it is killed.</param>
    /// <param name="cancellationToken">Kills it, too.</param>
    /// <returns>Its output, or null where it failed or took too long.</returns>
    public static async Task<string?> RunAsync(
        string home,
        string script,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        var start = StartInfo(home, "-NonInteractive", "-Command", script);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await errors;
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? output : null;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
