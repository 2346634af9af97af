using System.CommandLine;

namespace KsefTools.Bench.Page;

/// <summary>The command <c>page</c>: measures everything, and writes the figures into docs/performance.md.</summary>
internal static class PageCommand
{
    private static readonly Option<FileInfo> Target = new("--file")
    {
        Description = "The page, with a pair of comments around each place for figures.",
        DefaultValueFactory = _ => new FileInfo(Path.Join("docs", "performance.md")),
    };

    private static readonly Option<string[]> Only = new("--only")
    {
        Description = "Measures these sections alone and leaves the rest as it is.",
        AllowMultipleArgumentsPerToken = true,
    };

    internal static Command Create()
    {
        Only.AcceptOnlyFromAmong([.. Sections.All.Select(section => section.Name)]);
        var command = new Command("page", "Measures everything and writes the figures into docs/performance.md.")
        {
            Target,
            Only,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.InvocationConfiguration.Output;
        var file = parsed.GetValue(Target)!.FullName;
        var wanted = parsed.GetValue(Only) ?? [];
        foreach (var section in Sections.All.Where(each => wanted.Length == 0 || wanted.Contains(each.Name)))
        {
            await output.WriteLineAsync($"== {section.Name}");
            var measured = await section.MeasureAsync(new BenchProcess(output), cancellationToken);
            // Written as soon as it is known: an hour's figures survive a section that fails.
            var page = await File.ReadAllTextAsync(file, cancellationToken);
            await File.WriteAllTextAsync(file, PageText.Replace(page, section.Name, measured), cancellationToken);
        }

        return 0;
    }
}
