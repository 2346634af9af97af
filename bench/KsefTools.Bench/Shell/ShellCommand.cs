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

    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Where to write the figures." };

    internal static Command Create()
    {
        var command = new Command("shell", "Imports and audits an office in PowerShell, within the published limits.")
        {
            Clients,
            Vault,
            Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var figures = await ShellRun.MeasureAsync(parsed.GetValue(Clients), parsed.GetValue(Vault), cancellationToken);
        figures.Print(parsed.InvocationConfiguration.Output);
        if (parsed.GetValue(Json) is { } file)
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(figures, Web), cancellationToken);
        return 0;
    }
}
