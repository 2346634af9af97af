using System.Diagnostics;
using KsefTools.Demo;

namespace KsefTools.ModuleTests.Practice;

/// <summary>A practice prompt as a person opens it, whose keyboard is the test.</summary>
internal sealed class PromptProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly List<string> _said = [];

    internal PromptProcess()
    {
        var program = typeof(DemoOptions).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, "prompt", "--clients", "5"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["LANG"] = "C.UTF-8", ["NO_COLOR"] = "1" },
        };
        _process = Process.Start(start)!;
    }

    /// <summary>All that was read so far.</summary>
    internal IReadOnlyList<string> Said => _said;

    internal int Id => _process.Id;

    internal void Type(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Types an expression and reads its value, as text.</summary>
    internal async Task<string> AskAsync(string expression)
    {
        // In two parts, because PowerShell repeats what it reads from a pipe.
        const string Mark = "answer: ";
        Type($"'answer' + ': ' + ({expression})");
        using var limit = Limit();
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
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
        using var limit = Limit();
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            _said.Add(line);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Closes the keyboard, which ends the prompt in order; kills what does not end.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            // Read to its end, so that nothing waits for room in the pipe.
            _process.StandardOutput.ReadToEndAsync().Wait(Patience);
        }

        if (!_process.WaitForExit(Patience))
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static CancellationTokenSource Limit()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        return limit;
    }
}
