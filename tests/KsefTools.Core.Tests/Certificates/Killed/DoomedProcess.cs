using System.Diagnostics;
using KsefTools.Doomed;

namespace KsefTools.Core.Tests.Certificates.Killed;

/// <summary>A process that may kill itself.</summary>
internal sealed class DoomedProcess : IDisposable
{
    private readonly Process _process;

    private DoomedProcess(Process process) => _process = process;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static DoomedProcess Start(DoomedOrder order)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "KsefTools.Doomed.dll"), .. order.ToArguments()]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return new DoomedProcess(Process.Start(start) ?? throw new InvalidOperationException("It did not start."));
    }

    public static async Task<DoomedEnd> RunAsync(DoomedOrder order)
    {
        using var process = Start(order);
        return await process.EndAsync();
    }

    /// <summary>Waits until it stands where it was told to.</summary>
    public async Task HeldAsync() =>
        Assert.Equal(DoomedOrder.Held, await _process.StandardOutput.ReadLineAsync(Cancel));

    /// <summary>Whether it stands there once more, or has come to its end.</summary>
    public async Task<bool> IsHeldAgainAsync() =>
        string.Equals(await _process.StandardOutput.ReadLineAsync(Cancel), DoomedOrder.Held, StringComparison.Ordinal);

    public Task GoOnAsync() => _process.StandardInput.WriteLineAsync();

    public async Task<DoomedEnd> EndAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync(Cancel);
        var output = await _process.StandardOutput.ReadToEndAsync(Cancel);
        await _process.WaitForExitAsync(Cancel);
        return new DoomedEnd(
            _process.ExitCode,
            output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries),
            await errors
        );
    }

    public void Dispose()
    {
        // What it held is free only when it is gone.
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
