using KsefTools.Core.Tests.Api;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>A sandbox of its own for each test, a clock that waits for nobody, and an office that enrols.</summary>
/// <param name="number">Which office; each number has a NIP of its own.</param>
public abstract class EnrolmentTest(int number = 1) : IAsyncLifetime
{
    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected ManualClock Clock { get; } = new(DateTimeOffset.UtcNow) { Rushes = true };

    private protected SandboxHost Sandbox { get; private set; } = null!;

    private protected EnrolmentBench Bench { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = Clock });
        Bench = new EnrolmentBench(Sandbox, Clock, number);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Bench.Dispose();
        await Sandbox.DisposeAsync();
    }
}
