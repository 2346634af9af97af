using System.CommandLine;
using System.Text.Json;
using KsefTools.Core.Api;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Bench.Office;

/// <summary>
/// The command <c>audit-worker</c>: one of several processes that audit the same office at once. Reads the tokens, says
/// Ready, begins at a line of input and writes its figures.
/// </summary>
internal static class AuditWorker
{
    internal const string Name = "audit-worker";
    internal const string Ready = "Ready";

    private static readonly Argument<string> Address = new("address");

    private static readonly Argument<int> Parallel = new("parallel");

    private static readonly Argument<string> LimitsFolder = new("limits-folder");

    internal static Command Create()
    {
        var command = new Command(Name) { Hidden = true };
        command.Add(Address);
        command.Add(Parallel);
        command.Add(LimitsFolder);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var environment = KsefEnvironment.Parse(parsed.GetValue(Address)!);
        var office = await ReadOfficeAsync(environment, cancellationToken);
        var spare = await ReadOfficeAsync(environment, cancellationToken);
        var parallel = parsed.GetValue(Parallel);
        await OfficeAudit.RunAsync(
            spare,
            SessionCache.InMemory(TimeProvider.System),
            new KsefApiOptions { LoginLimitScope = LoginLimitScope.Off },
            parallel,
            cancellationToken
        );
        Console.WriteLine(Ready);
        Console.ReadLine();
        var figures = await OfficeAudit.RunAsync(
            office,
            SessionCache.InMemory(TimeProvider.System),
            new KsefApiOptions { LimitsFolder = parsed.GetValue(LimitsFolder) },
            parallel,
            cancellationToken
        );
        Console.WriteLine(JsonSerializer.Serialize(figures));
        return 0;
    }

    private static async Task<BenchOffice> ReadOfficeAsync(
        KsefEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        List<string> lines = [];
        while (Console.ReadLine() is { Length: > 0 } line)
            lines.Add(line);
        return await BenchOffice.OfAsync(environment, lines, cancellationToken);
    }
}
