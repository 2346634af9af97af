using KsefTools.Core.Tests.Api;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>A test with an office on a sandbox of its own.</summary>
public abstract class ConversionTest : IAsyncLifetime
{
    private SandboxHost _sandbox = null!;

    private protected ManualClock Clock { get; } = new(DateTimeOffset.UtcNow) { Rushes = true };

    private protected ConversionBench Bench { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = Clock });
        Bench = new ConversionBench(_sandbox, Clock);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Bench.Dispose();
        await _sandbox.DisposeAsync();
    }
}
