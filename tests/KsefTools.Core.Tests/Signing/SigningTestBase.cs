using KsefTools.Core.Signing;
using KsefTools.Core.Tests.Api;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Signing;

/// <summary>A sandbox and an office for each test.</summary>
public abstract class SigningTestBase : IAsyncLifetime
{
    private protected ManualClock Clock { get; } = new(DateTimeOffset.UtcNow) { Rushes = true };

    private protected SandboxHost Sandbox { get; private set; } = null!;

    private protected SigningBench Bench { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = Clock });
        Bench = new SigningBench(Sandbox, Clock, number: 1);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Bench.Dispose();
        await Sandbox.DisposeAsync();
    }

    /// <summary>Writes a request and gives it to be signed.</summary>
    private protected async Task<KsefSigningRequest> IssueAsync(SigningOrder? order = null)
    {
        using var process = Bench.Start();
        return Assert.Single(await process.IssueAsync(order ?? Bench.SealOrder));
    }

    private protected async Task<IReadOnlyList<SigningAnswer>> ReadAsync(params string[] files)
    {
        using var process = Bench.Start();
        return await process.ReadAsync(files);
    }

    private protected async Task<IReadOnlyList<KsefSigningResult>> CompleteAsync(params string[] files)
    {
        using var process = Bench.Start();
        return await process.CompleteAsync(files);
    }
}
