using System.Diagnostics;
using KsefTools.Demo;
using KsefTools.Testing;

namespace KsefTools.ModuleTests.Practice;

/// <summary>A practice prompt as a person opens it, whose keyboard is the test.</summary>
internal sealed class PromptProcess : IAsyncDisposable
{
    private readonly ChildProcess _process = ChildProcess.Start(
        new ProcessStartInfo("dotnet", [typeof(DemoOptions).Assembly.Location, "prompt", "--clients", "5"])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            Environment = { ["LANG"] = "C.UTF-8", ["NO_COLOR"] = "1" },
        }
    );
    private readonly List<string> _said = [];

    /// <summary>All that was read so far.</summary>
    internal IReadOnlyList<string> Said => _said;

    internal int Id => _process.Id;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal Task TypeAsync(string line) => _process.WriteLineAsync(line);

    /// <summary>Types an expression and reads its value, as text.</summary>
    internal async Task<string> AskAsync(string expression)
    {
        // In two parts, because PowerShell repeats what it reads from a pipe.
        const string Mark = "answer: ";
        await TypeAsync($"'answer' + ': ' + ({expression})");
        while (await _process.ReadLineAsync(Cancel) is { } line)
        {
            _said.Add(line);
            if (line.StartsWith(Mark, StringComparison.Ordinal))
                return line[Mark.Length..];
        }

        throw new InvalidOperationException($"The prompt ended: {string.Join('\n', _said)}");
    }

    /// <summary>Reads the rest and waits for the end.</summary>
    internal async Task<int> EndAsync()
    {
        var end = await _process.EndAsync(Cancel);
        _said.AddRange(end.Lines);
        return end.ExitCode;
    }

    /// <summary>Closes the keyboard, which ends the prompt in order.</summary>
    public async ValueTask DisposeAsync()
    {
        using (_process)
        {
            _process.CloseInput();
            await _process.EndAsync(CancellationToken.None);
        }
    }
}
