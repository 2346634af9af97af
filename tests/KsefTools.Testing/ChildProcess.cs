using System.ComponentModel;
using System.Diagnostics;

namespace KsefTools.Testing;

/// <summary>
/// A program in a process of its own, spoken to through its pipes. It is gone when this is disposed of, and what waits
/// for it too long fails by name.
/// </summary>
public sealed class ChildProcess : IDisposable
{
    // It is there so that a hang fails by name instead of stopping the build. A test that takes half a minute alone was
    // seen to take five where two test projects shared two slow cores.
    private static readonly TimeSpan HangsAfter = TimeSpan.FromMinutes(20);

    private readonly Process _process;
    private readonly TimeSpan _patience;
    private readonly Task<string> _errors;

    private ChildProcess(Process process, TimeSpan patience)
    {
        _process = process;
        _patience = patience;
        // Read from the beginning, so that the process never waits for room in the pipe.
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>Starts a program. It has an input of its own if <paramref name="start"/> redirects it.</summary>
    /// <param name="start">What to start; both outputs are read here.</param>
    /// <param name="patience">How long it may take for a line and for its end; null for twenty minutes.</param>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    public static ChildProcess Start(ProcessStartInfo start, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return new ChildProcess(Process.Start(start)!, patience ?? HangsAfter);
    }

    /// <summary>Starts a .NET program that the build put beside this one, with an input to write to.</summary>
    /// <param name="name">Of its assembly.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="patience">How long it may take for a line and for its end; null for twenty minutes.</param>
    public static ChildProcess StartOurs(string name, IEnumerable<string> arguments, TimeSpan? patience = null) =>
        Start(
            new ProcessStartInfo("dotnet", [Path.Join(AppContext.BaseDirectory, $"{name}.dll"), .. arguments])
            {
                RedirectStandardInput = true,
                UseShellExecute = false,
            },
            patience
        );

    /// <summary>Runs a program to its end.</summary>
    /// <inheritdoc cref="Start" path="/exception"/>
    /// <inheritdoc cref="EndAsync" path="/exception"/>
    public static async Task<ProcessEnd> RunAsync(
        ProcessStartInfo start,
        CancellationToken cancellationToken,
        TimeSpan? patience = null
    )
    {
        using var process = Start(start, patience);
        return await process.EndAsync(cancellationToken);
    }

    public Task WriteLineAsync(string line = "") => _process.StandardInput.WriteLineAsync(line);

    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Reads a line of its output; null at the end of it.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        try
        {
            return await _process.StandardOutput.ReadLineAsync(limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No line came within {_patience}.", late);
        }
    }

    /// <summary>Reads the rest of its output and waits for its end.</summary>
    /// <exception cref="TimeoutException">It did not end, and was killed. Its output is in the message.</exception>
    public async Task<ProcessEnd> EndAsync(CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        ProcessEnd end;
        await using (limit.Token.Register(Kill))
        {
            // Not cancelled, because a process that is killed ends its output, and what it said tells why it hung.
            var output = await _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await _process.WaitForExitAsync(CancellationToken.None);
            end = new ProcessEnd(_process.ExitCode, output, await _errors);
        }
        cancellationToken.ThrowIfCancellationRequested();
        return limit.IsCancellationRequested
            ? throw new TimeoutException($"It did not end within {_patience}.{Environment.NewLine}{end.Text}")
            : end;
    }

    public void Dispose()
    {
        Kill();
        // What it held is free only when it is gone.
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Kill() => _process.Kill(entireProcessTree: true);

    private CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        return limit;
    }
}
