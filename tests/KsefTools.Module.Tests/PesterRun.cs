using System.Diagnostics;
using System.Text.Json;

namespace KsefTools.ModuleTests;

/// <summary>What one Pester file said.</summary>
internal sealed record PesterRun(int Passed, IReadOnlyList<string> Failures, string Text)
{
    // Far above what any file takes: it is there so that a hang fails by name instead of stopping the build.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs a file in a new process with an empty home, so that SecretStore is the test's own.</summary>
    internal static async Task<PesterRun> OfAsync(PowerShellHost shell, string file, CancellationToken cancellation)
    {
        var home = Directory.CreateTempSubdirectory("kseftools-pester-");
        try
        {
            var result = Path.Join(home.FullName, "result.json");
            using var process = Process.Start(StartInfo(shell, file, home.FullName, result))!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            var standardOutput = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var standardError = process.StandardError.ReadToEndAsync(CancellationToken.None);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellation.ThrowIfCancellationRequested();
                return new(0, [$"{file} did not end within {Patience}."], await standardOutput);
            }

            var text = await standardOutput + await standardError;
            return File.Exists(result)
                ? Read(await File.ReadAllTextAsync(result, cancellation), text)
                : new(0, [$"{file} ended with {process.ExitCode} and no result.{Environment.NewLine}{text}"], text);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static ProcessStartInfo StartInfo(PowerShellHost shell, string file, string home, string result) =>
        new(
            shell.Path,
            [
                "-NoProfile",
                "-NonInteractive",
                "-File",
                Path.Join(TestPaths.PesterFolder, "Invoke-PesterFile.ps1"),
                Path.Join(TestPaths.PesterFolder, file),
                result,
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
            Environment =
            {
                ["HOME"] = home,
                ["PSModulePath"] = shell.ModulePath,
                ["XDG_CONFIG_HOME"] = null,
                ["XDG_DATA_HOME"] = null,
                ["XDG_CACHE_HOME"] = null,
                ["KSEF_OFFICE"] = null,
                ["LANG"] = "C.UTF-8",
                ["NO_COLOR"] = "1",
                ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
                ["POWERSHELL_UPDATECHECK"] = "Off",
                ["KSEFTOOLS_TEST_MODULE"] = TestPaths.StagedModule,
                ["KSEFTOOLS_TEST_SANDBOX"] = TestPaths.SandboxAssembly,
                ["KSEFTOOLS_TEST_OTHER_YAML"] = TestPaths.OtherYamlDotNet,
            },
        };

    private static PesterRun Read(string json, string text)
    {
        var answer = JsonSerializer.Deserialize<Answer>(json)!;
        return new(answer.Passed, [.. answer.Failures.Select(failure => $"{failure.Name}: {failure.Message}")], text);
    }

    private sealed record Answer(int Passed, IReadOnlyList<Failure> Failures);

    private sealed record Failure(string Name, string Message);
}
