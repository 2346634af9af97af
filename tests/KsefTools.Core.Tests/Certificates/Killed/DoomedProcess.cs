using KsefTools.Doomed;
using KsefTools.Testing;

namespace KsefTools.Core.Tests.Certificates.Killed;

/// <summary>A process that may kill itself.</summary>
internal sealed class DoomedProcess : IDisposable
{
    private readonly ChildProcess _process;

    private DoomedProcess(DoomedOrder order) =>
        _process = ChildProcess.StartOurs("KsefTools.Doomed", order.ToArguments());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static DoomedProcess Start(DoomedOrder order) => new(order);

    public static async Task<ProcessEnd> RunAsync(DoomedOrder order)
    {
        using var process = Start(order);
        return await process.EndAsync();
    }

    /// <summary>Waits until it stands where it was told to.</summary>
    public async Task HeldAsync() => Assert.Equal(DoomedOrder.Held, await _process.ReadLineAsync(Cancel));

    /// <summary>Whether it stands there once more, or has come to its end.</summary>
    public async Task<bool> IsHeldAgainAsync() =>
        string.Equals(await _process.ReadLineAsync(Cancel), DoomedOrder.Held, StringComparison.Ordinal);

    public Task GoOnAsync() => _process.WriteLineAsync();

    public Task<ProcessEnd> EndAsync() => _process.EndAsync(Cancel);

    public void Dispose() => _process.Dispose();
}
