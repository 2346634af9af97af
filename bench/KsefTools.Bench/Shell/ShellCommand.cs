using System.CommandLine;
using System.Text.Json;
using KsefTools.Testing.Shell;

namespace KsefTools.Bench.Shell;

/// <summary>The command <c>shell</c>: what a whole office costs in a real PowerShell with SecretStore.</summary>
internal static class ShellCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly Option<int> Clients = new("--clients")
    {
        Description = "How many clients the office has.",
        DefaultValueFactory = _ => 60,
    };

    private static readonly Option<ShellVault?> Vault = new("--vault")
    {
        Description = "Where the secrets are; without it SecretStore where it is at hand, else the stand-in.",
    };

    private static readonly Option<ShellJob?> Job = new("--job")
    {
        Description = "Measures this one command over all clients instead of the office's day.",
    };

    private static readonly Option<bool> Unlimited = new("--unlimited")
    {
        Description = "Takes KSeF's limits and the office's away while the job runs.",
    };

    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Where to write the figures." };

    internal static Command Create()
    {
        var command = new Command("shell", "Imports and audits an office in PowerShell, within the published limits.")
        {
            Clients,
            Vault,
            Job,
            Unlimited,
            Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (clients, vault) = (parsed.GetValue(Clients), parsed.GetValue(Vault));
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Job) is { } job)
        {
            var withLimits = !parsed.GetValue(Unlimited);
            var figures = await JobRun.MeasureAsync(job, clients, withLimits, vault, cancellationToken);
            figures.Print(output);
            await KeepAsync(parsed, figures, cancellationToken);
        }
        else
        {
            var figures = await ShellRun.MeasureAsync(clients, vault, cancellationToken);
            figures.Print(output);
            await KeepAsync(parsed, figures, cancellationToken);
        }
        return 0;
    }

    private static async Task KeepAsync<T>(ParseResult parsed, T figures, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Json) is { } file)
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(figures, Web), cancellationToken);
    }
}
