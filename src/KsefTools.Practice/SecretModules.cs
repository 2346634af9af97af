using System.Text.Json;

namespace KsefTools.Practice;

/// <summary>The SecretManagement that serves on this machine.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="ModulePath">PSModulePath, for a process that is to find it first.</param>
/// <param name="Description">PowerShell and modules, with their versions.</param>
public sealed record SecretModules(SecretSource Source, string ModulePath, string Description)
{
    /// <summary>An environment variable that asks for one source and no other.</summary>
    public const string Choice = "KSEF_TEST_SECRETS";

    private const string Probe = """
        @{
            PowerShell = "$($PSVersionTable.PSVersion)"
            ModulePath = $env:PSModulePath
            Modules = @('Microsoft.PowerShell.SecretManagement', 'Microsoft.PowerShell.SecretStore' |
                ForEach-Object { Get-Module -ListAvailable -Name $_ } |
                ForEach-Object { "$($_.Name) $($_.Version)" })
        } | ConvertTo-Json -Compress
        """;

    /// <summary>The installed modules, else those of the Gallery, else the stand-in.</summary>
    /// <exception cref="PowerShellException">PowerShell does not start.</exception>
    /// <exception cref="InvalidOperationException">The chosen source is not at hand.</exception>
    public static async Task<SecretModules> FindAsync(CancellationToken cancellationToken)
    {
        // In the user's own HOME, where modules are installed.
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var start = PowerShellProcess.StartInfo(user, "-NonInteractive", "-Command", Probe);
        var answer = await PowerShellProcess.CompleteAsync(start, TimeSpan.FromMinutes(5), cancellationToken);
        var found = JsonSerializer.Deserialize<Answer>(answer)!;
        return await ChooseAsync(found, cancellationToken)
            ?? throw new InvalidOperationException($"What {Choice} asks for is not at hand.");
    }

    private static async Task<SecretModules?> ChooseAsync(Answer found, CancellationToken cancellationToken)
    {
        SecretSource? chosen = Environment.GetEnvironmentVariable(Choice) is { Length: > 0 } name
            ? Enum.Parse<SecretSource>(name, ignoreCase: true)
            : null;
        // On Windows SecretStore keeps its file in the user's profile whatever HOME says, and tests reset that store.
        if (!OperatingSystem.IsWindows())
        {
            if (chosen is null or SecretSource.Installed && found.Modules.Count >= 2)
                return new(
                    SecretSource.Installed,
                    found.ModulePath,
                    $"PowerShell {found.PowerShell}, {string.Join(", ", found.Modules)} as installed"
                );
            if (chosen is null or SecretSource.Gallery && await PowerShellGallery.ProvideAsync(cancellationToken))
                return new(
                    SecretSource.Gallery,
                    Behind(PracticePaths.GalleryModules, found),
                    $"PowerShell {found.PowerShell}, SecretManagement and SecretStore from the PowerShell Gallery"
                );
        }

        return chosen is null or SecretSource.StandIn
            ? new(
                SecretSource.StandIn,
                Behind(PracticePaths.StandInModules, found),
                $"PowerShell {found.PowerShell}, a stand-in for SecretManagement; what is about SecretStore itself "
                    + "is skipped"
            )
            : null;
    }

    private static string Behind(string folder, Answer found) => $"{folder}{Path.PathSeparator}{found.ModulePath}";

    private sealed record Answer(string PowerShell, string ModulePath, IReadOnlyList<string> Modules);
}
