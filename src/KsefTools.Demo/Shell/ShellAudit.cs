using System.Text.Json;
using KsefTools.Practice;

namespace KsefTools.Demo.Shell;

/// <summary>The import and the audit through the module as it is shipped, in a real PowerShell.</summary>
public static class ShellAudit
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Opens the office in PowerShell and audits every client.</summary>
    /// <exception cref="PowerShellException">PowerShell ended without a result.</exception>
    public static async Task<ShellReport> RunAsync(PracticeOffice office, CancellationToken cancellationToken)
    {
        var result = Path.Join(office.Folder, "audit.json");
        var start = office.Open(["-NonInteractive"], "-ResultPath", result);
        await PowerShellProcess.CompleteAsync(start, Patience, cancellationToken);
        await using var file = File.OpenRead(result);
        return (await JsonSerializer.DeserializeAsync<ShellReport>(file, ShellJson.Options, cancellationToken))!;
    }
}
