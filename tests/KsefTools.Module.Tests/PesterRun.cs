using System.Diagnostics;
using System.Text.Json;
using KsefTools.Practice;
using KsefTools.Testing;
using KsefTools.Testing.Workbooks;

namespace KsefTools.ModuleTests;

/// <summary>What one Pester file said.</summary>
internal sealed record PesterRun(int Passed, IReadOnlyList<string> Skipped, IReadOnlyList<string> Failures, string Text)
{
    /// <summary>Runs a file in a new process with an empty home, so that its vaults are the test's own.</summary>
    internal static async Task<PesterRun> OfAsync(SecretModules secrets, string file, CancellationToken cancellation)
    {
        using var home = new TemporaryFolder("kseftools-pester-");
        var result = Path.Join(home.Path, "result.json");
        ProcessEnd end;
        try
        {
            end = await ChildProcess.RunAsync(StartInfo(secrets, file, home.Path, result), cancellation);
        }
        catch (TimeoutException hang)
        {
            return new(0, [], [$"{file}: {hang.Message}"], hang.Message);
        }

        return File.Exists(result)
            ? Read(await File.ReadAllTextAsync(result, cancellation), end.Text)
            : new(0, [], [$"{file} ended with {end.ExitCode} and no result.{Environment.NewLine}{end.Text}"], end.Text);
    }

    private static ProcessStartInfo StartInfo(SecretModules secrets, string file, string home, string result)
    {
        var start = PowerShellProcess.StartInfo(
            home,
            "-NonInteractive",
            "-File",
            Path.Join(TestPaths.PesterFolder, "Invoke-PesterFile.ps1"),
            Path.Join(TestPaths.PesterFolder, file),
            result
        );
        var environment = start.Environment;
        environment["PSModulePath"] = secrets.ModulePath;
        environment["LANG"] = "C.UTF-8";
        environment["NO_COLOR"] = "1";
        // What it costs to watch code for a better compilation, a short process never gets back.
        environment["DOTNET_TieredPGO"] = "0";
        environment["KSEFTOOLS_PRACTICE_FOLDER"] = Path.Join(home, "practice");
        environment["KSEFTOOLS_TEST_SECRETS"] = secrets.Source.ToString();
        environment["KSEFTOOLS_TEST_PESTER"] = PracticePaths.Pester;
        environment["KSEFTOOLS_TEST_MODULE"] = PracticePaths.StagedModule;
        environment["KSEFTOOLS_TEST_SANDBOX"] = TestPaths.SandboxAssembly;
        environment["KSEFTOOLS_TEST_WORKBOOKS"] = typeof(ExcelWorkbook).Assembly.Location;
        environment["KSEFTOOLS_TEST_OTHER_YAML"] = TestPaths.OtherYamlDotNet;
        return start;
    }

    private static PesterRun Read(string json, string text)
    {
        var answer = JsonSerializer.Deserialize<Answer>(json)!;
        var failures = answer.Failures.Select(failure => $"{failure.Name}: {failure.Message}");
        return new(answer.Passed, answer.Skipped, [.. failures], text);
    }

    private sealed record Answer(int Passed, IReadOnlyList<string> Skipped, IReadOnlyList<Failure> Failures);

    private sealed record Failure(string Name, string Message);
}
