using System.Text.Json;
using KsefTools.Testing;

namespace KsefTools.Bench.Page;

/// <summary>This program once more: each measurement has a process of its own, as when it is typed.</summary>
internal sealed class BenchProcess(TextWriter output)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Runs a command that writes its figures as JSON.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    internal async Task<T> FiguresAsync<T>(CancellationToken cancellationToken, params string[] arguments)
    {
        var file = Path.GetTempFileName();
        try
        {
            await RunAsync(cancellationToken, [.. arguments, "--json", file]);
            await using var json = File.OpenRead(file);
            return (await JsonSerializer.DeserializeAsync<T>(json, Web, cancellationToken))!;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Runs a command.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        await output.WriteLineAsync($"-- {string.Join(' ', arguments)}");
        using var process = ChildProcess.StartOurs("KsefTools.Bench", arguments, TimeSpan.FromHours(1));
        var end = await process.EndAsync(cancellationToken);
        if (end.ExitCode != 0)
            throw new InvalidOperationException($"It ended with {end.ExitCode}: {end.Errors}");
        await output.WriteLineAsync(end.Output);
    }
}
