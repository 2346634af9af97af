using System.Text.Json;
using KsefTools.Demo.Shell;
using KsefTools.Practice;

namespace KsefTools.Testing.Shell;

/// <summary>
/// An office's day in a real PowerShell, through the module as it is shipped: import, audit, the audit again, lint,
/// plan, conversion, permissions. The steps' results are files, read when asked for.
/// </summary>
public sealed class OfficeDay
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly string _results;

    private OfficeDay(string results) => _results = results;

    /// <summary>How long each step took, what it left in <c>$Error</c>, and the process's memory.</summary>
    public OfficeDayFigures Figures { get; private set; } = null!;

    public IReadOnlyList<KsefImportResult> Import => Read<KsefImportResult>(nameof(Import));

    public IReadOnlyList<KsefTokenTestResult> Audit => Read<KsefTokenTestResult>(nameof(Audit));

    public IReadOnlyList<KsefTokenTestResult> AuditAgain => Read<KsefTokenTestResult>(nameof(AuditAgain));

    public IReadOnlyList<KsefOfficeIssue> Lint => Read<KsefOfficeIssue>(nameof(Lint));

    public IReadOnlyList<KsefConversion> Plan => Read<KsefConversion>(nameof(Plan));

    public IReadOnlyList<KsefConversion> Convert => Read<KsefConversion>(nameof(Convert));

    public IReadOnlyList<KsefPermission> Permissions => Read<KsefPermission>(nameof(Permissions));

    public IReadOnlyList<KsefTokenChange> Rotation => Read<KsefTokenChange>(nameof(Rotation));

    public IReadOnlyList<KsefAccess> Access => Read<KsefAccess>(nameof(Access));

    public IReadOnlyList<AccessEndOutcome> Holder => Read<AccessEndOutcome>(nameof(Holder));

    /// <summary>Runs the day to its end.</summary>
    /// <param name="office">Whose day. Its folder serves as HOME, so that a SecretStore is the day's own.</param>
    /// <param name="secrets">The SecretManagement that serves.</param>
    /// <param name="vault">Where the office's secrets are.</param>
    /// <param name="arguments">What the script is told besides; it says what it takes.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="PowerShellException">PowerShell did not come to the day's end.</exception>
    public static async Task<OfficeDay> RunAsync(
        PracticeOffice office,
        SecretModules secrets,
        ShellVault vault,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        var results = Directory.CreateDirectory(Path.Join(office.Folder, "results")).FullName;
        var script = Path.Join(AppContext.BaseDirectory, "Shell", "Invoke-OfficeDay.ps1");
        string[] given = ["-Module", PracticePaths.StagedModule, "-Vault", vault.ToString(), "-ResultFolder", results];
        var start = office.Run(["-NonInteractive"], script, [.. given, .. arguments]);
        start.Environment["PSModulePath"] = secrets.ModulePath;
        await PowerShellProcess.CompleteAsync(start, Patience, cancellationToken);
        var day = new OfficeDay(results);
        day.Figures = day.ReadFile<OfficeDayFigures>("Day");
        return day;
    }

    private T[] Read<T>(string step) => ReadFile<T[]>(step);

    private T ReadFile<T>(string name) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Join(_results, $"{name}.json")), ShellJson.Options)!;
}
