using System.CommandLine;
using KsefTools.Core.Api;

namespace KsefTools.Bench.Office;

/// <summary>The command <c>office</c>.</summary>
internal static class OfficeCommand
{
    private static readonly Option<int> Clients = new("--clients")
    {
        Description = "How many clients the office has.",
        DefaultValueFactory = _ => 50,
    };

    private static readonly Option<string> Mode = new("--mode")
    {
        Description = "What the session cache holds: nothing (cold), refresh tokens, or living access tokens.",
        DefaultValueFactory = _ => "cold",
    };

    private static readonly Option<string> Limits = new("--limits")
    {
        Description =
            "The limits of the sandbox and of the client; off also measures a bare loop of the same requests.",
        DefaultValueFactory = _ => "shared",
    };

    private static readonly Option<int> Parallel = new("--parallel")
    {
        Description = "How many clients are worked on at the same time.",
        DefaultValueFactory = _ => 32,
    };

    private static readonly Option<int> Repeat = new("--repeat")
    {
        Description = "How often to measure; the median is shown.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Where to write the figures." };

    private static readonly Option<bool> Rounds = new("--rounds") { Description = "Also tells each measurement." };

    private static readonly Option<int> Processes = new("--processes")
    {
        Description = "How many processes audit the office at the same time (cold, limits shared).",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> Blind = new("--blind")
    {
        Description = "The processes cannot see each other, like machines behind one address.",
    };

    internal static Command Create()
    {
        Mode.AcceptOnlyFromAmong("cold", "refreshed", "live");
        Limits.AcceptOnlyFromAmong("shared", "per-endpoint", "off");
        var command = new Command("office", "Audits a whole office against the sandbox, in a process of its own.")
        {
            Clients,
            Mode,
            Limits,
            Parallel,
            Repeat,
            Json,
            Rounds,
            Processes,
            Blind,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Processes) > 1)
            return await RunProcessesAsync(parsed, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("ksef-bench-limits-");
        var limits = parsed.GetValue(Limits)!;
        var run = new OfficeRun
        {
            Clients = parsed.GetValue(Clients),
            Mode = Enum.Parse<OfficeMode>(parsed.GetValue(Mode)!, ignoreCase: true),
            Limits = limits switch
            {
                "off" => LoginLimitScope.Off,
                "per-endpoint" => LoginLimitScope.PerEndpoint,
                _ => LoginLimitScope.Shared,
            },
            Parallel = parsed.GetValue(Parallel),
            LimitsFolder = folder.FullName,
            // Without limits a run is short and two programs are compared: one measurement would be chance.
            Repeat =
                parsed.GetValue(Repeat) is > 0 and var given ? given
                : limits is "off" ? 5
                : 1,
            Progress = parsed.GetValue(Rounds) ? parsed.InvocationConfiguration.Output.WriteLine : null,
        };
        var figures = await run.MeasureAsync(cancellationToken);
        figures.Print(parsed.InvocationConfiguration.Output);
        if (parsed.GetValue(Json) is { } file)
            await figures.WriteAsync(file.FullName, cancellationToken);
        return 0;
    }

    private static async Task<int> RunProcessesAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var run = new ProcessesRun
        {
            Clients = parsed.GetValue(Clients),
            Parallel = parsed.GetValue(Parallel),
            Processes = parsed.GetValue(Processes),
            Blind = parsed.GetValue(Blind),
        };
        var figures = await run.MeasureAsync(cancellationToken);
        figures.Print(parsed.InvocationConfiguration.Output);
        if (parsed.GetValue(Json) is { } file)
            await figures.WriteAsync(file.FullName, cancellationToken);
        return 0;
    }
}
