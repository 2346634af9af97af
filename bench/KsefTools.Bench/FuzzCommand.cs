using System.CommandLine;
using System.Globalization;
using KsefTools.Bench.Fuzz;

namespace KsefTools.Bench;

/// <summary>The command <c>fuzz</c>: gives every reader many inputs that are nearly right, and counts what it does
/// not promise.</summary>
internal static class FuzzCommand
{
    private static readonly Option<int> Inputs = new("--inputs")
    {
        Description = "How many inputs all readers get together.",
        DefaultValueFactory = _ => 100_000,
    };

    private static readonly TimeSpan WorthALook = TimeSpan.FromSeconds(5);

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "The same seed makes the same inputs.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Reader = new("--reader")
    {
        Description = "Only the readers in whose name this stands.",
        DefaultValueFactory = _ => "",
    };

    internal static Command Create()
    {
        var command = new Command("fuzz", "Reads what is nearly right, with every reader.") { Inputs, Seed, Reader };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var folder = Directory.CreateTempSubdirectory("kseftools-fuzz-");
        try
        {
            var targets = new FuzzTargets(folder.FullName)
                .All.Where(target => target.Name.Contains(parsed.GetValue(Reader)!, StringComparison.Ordinal))
                .ToList();
            var share = Math.Max(1, parsed.GetValue(Inputs) / targets.Count);
            var runs = targets.Select(target => Tell(FuzzRun.Of(target, share, parsed.GetValue(Seed)))).ToList();
            Console.WriteLine(
                $"| all | {Number(runs.Sum(run => run.Inputs))} | {Number(runs.Sum(run => run.Refused))} | "
                    + $"{Number(Unexpected(runs))} | |"
            );
            foreach (var run in runs)
            foreach (var (kind, (count, first)) in run.Unexpected)
                Console.WriteLine($"{run.Target}: {count} x {kind}, first {first}");
            foreach (var run in runs.Where(run => run.Slowest > WorthALook))
                Console.WriteLine($"{run.Target}: slowest {run.SlowestInput}");
            return Unexpected(runs) == 0 ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Unexpected(IEnumerable<FuzzRun> runs) =>
        runs.Sum(run => run.Unexpected.Values.Sum(kind => kind.Count));

    private static FuzzRun Tell(FuzzRun run)
    {
        Console.WriteLine(
            $"| {run.Target} | {Number(run.Inputs)} | {Number(run.Refused)} | {Number(Unexpected([run]))} | "
                + $"{run.Slowest.TotalMilliseconds:0} ms |"
        );
        return run;
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
