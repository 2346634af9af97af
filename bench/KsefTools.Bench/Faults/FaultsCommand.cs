using System.CommandLine;

namespace KsefTools.Bench.Faults;

/// <summary>The command <c>faults</c>: an audit and a conversion under every fault, and what came of them.</summary>
internal static class FaultsCommand
{
    private static readonly Option<int> Clients = new("--clients")
    {
        Description = "How many clients the office has.",
        DefaultValueFactory = _ => 12,
    };

    private static readonly Option<string[]> Kinds = new("--kind")
    {
        Description = "These faults alone.",
        AllowMultipleArgumentsPerToken = true,
    };

    internal static Command Create()
    {
        Kinds.AcceptOnlyFromAmong([.. FaultCase.All.Select(fault => fault.Kind).Distinct(StringComparer.Ordinal)]);
        var command = new Command("faults", "An audit and a conversion under every fault of the sandbox.")
        {
            Clients,
            Kinds,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.InvocationConfiguration.Output;
        var wanted = parsed.GetValue(Kinds) ?? [];
        var isWhole = true;
        await output.WriteLineAsync(FaultFigures.Head);
        foreach (var fault in FaultCase.All.Where(fault => wanted.Length == 0 || wanted.Contains(fault.Kind)))
        {
            var run = new FaultRun(fault, parsed.GetValue(Clients));
            foreach (var job in (Func<CancellationToken, Task<FaultFigures>>[])[run.AuditAsync, run.ConvertAsync])
            {
                var figures = await job(cancellationToken);
                await output.WriteLineAsync(figures.ToString());
                isWhole &= figures.IsWhole;
            }
        }
        return isWhole ? 0 : 1;
    }
}
