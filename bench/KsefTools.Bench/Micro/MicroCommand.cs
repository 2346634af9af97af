using System.CommandLine;
using BenchmarkDotNet.Running;

namespace KsefTools.Bench.Micro;

/// <summary>The command <c>micro</c>: BenchmarkDotNet, with its own arguments.</summary>
internal static class MicroCommand
{
    private static readonly Argument<string[]> Given = new("arguments")
    {
        Description = "BenchmarkDotNet's arguments, for example --filter '*Token*'.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    internal static Command Create()
    {
        var command = new Command("micro", "The hot paths one by one (BenchmarkDotNet).") { Given };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
        {
            string[] arguments = [.. parsed.GetValue(Given) ?? [], .. parsed.UnmatchedTokens];
            BenchmarkSwitcher
                .FromAssembly(typeof(MicroCommand).Assembly)
                .Run(arguments.Length == 0 ? ["--filter", "*"] : arguments);
            return 0;
        });
        return command;
    }
}
