using System.Diagnostics;
using System.Text.Json;

namespace KsefTools.ModuleTests;

/// <summary>A pwsh that can run the Pester files, or the sentence that says what is missing.</summary>
internal sealed record PowerShellHost(string Path, string? ModulePath, string? Missing)
{
    private const string HowTo =
        "Install PowerShell 7.6 or newer, then in it: Install-PSResource Pester, Microsoft.PowerShell.SecretManagement, "
        + "Microsoft.PowerShell.SecretStore. A pwsh outside PATH is named by KSEF_TEST_PWSH.";

    private static readonly string[] Modules =
    [
        "Pester",
        "Microsoft.PowerShell.SecretManagement",
        "Microsoft.PowerShell.SecretStore",
    ];

    private static readonly Lazy<Task<PowerShellHost>> Found = new(ProbeAsync);

    internal static Task<PowerShellHost> FindAsync() => Found.Value;

    private static async Task<PowerShellHost> ProbeAsync()
    {
        var named = Environment.GetEnvironmentVariable("KSEF_TEST_PWSH");
        var path = string.IsNullOrEmpty(named) ? "pwsh" : named;
        // On Windows SecretStore keeps its file in the user's profile whatever HOME says: the tests reset that store.
        if (OperatingSystem.IsWindows())
            return new(path, null, "The Pester files reset the user's SecretStore, which Windows cannot set apart.");

        // Missing modules must not hide behind a home that the tests replace: hence the module path is handed on.
        const string Probe =
            "@{ Version = $PSVersionTable.PSVersion.ToString(); ModulePath = $env:PSModulePath; "
            + "Modules = @(Get-Module -ListAvailable -Name Pester, Microsoft.PowerShell.Secret* | ForEach-Object "
            + "{ @{ Name = $_.Name; Version = $_.Version.ToString() } }) } | ConvertTo-Json -Depth 4";
        ProcessStartInfo start = new(path, ["-NoProfile", "-NonInteractive", "-Command", Probe])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var answer = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return Judge(path, JsonSerializer.Deserialize<ProbeAnswer>(answer)!);
        }
        catch (System.ComponentModel.Win32Exception) when (string.IsNullOrEmpty(named))
        {
            return new(path, null, $"No pwsh on PATH. {HowTo}");
        }
    }

    private static PowerShellHost Judge(string path, ProbeAnswer answer)
    {
        var version = Version.Parse(answer.Version.Split('-')[0]);
        if (version < new Version(7, 6))
            return new(path, null, $"pwsh is {answer.Version}. {HowTo}");
        var absent = Modules.Where(name => !answer.Modules.Any(module => Serves(name, module))).ToList();
        return absent.Count == 0
            ? new(path, answer.ModulePath, null)
            : new(path, null, $"pwsh {answer.Version} lacks {string.Join(", ", absent)}. {HowTo}");
    }

    // Pester 3 and 4 speak another language than the files here.
    private static bool Serves(string name, ProbeModule module) =>
        string.Equals(name, module.Name, StringComparison.OrdinalIgnoreCase)
        && (!string.Equals(name, "Pester", StringComparison.Ordinal) || Version.Parse(module.Version).Major >= 5);

    private sealed record ProbeAnswer(string Version, string ModulePath, IReadOnlyList<ProbeModule> Modules);

    private sealed record ProbeModule(string Name, string Version);
}
