using KsefTools.Core.Api;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Certificates.Killed;
using KsefTools.Core.Tests.Office;
using KsefTools.Doomed;
using KsefTools.Practice;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.RateLimits;

namespace KsefTools.Core.Tests.Api;

/// <summary>
/// Programs that use one address at the same time, in front of a sandbox that counts as KSeF does, in real time.
/// </summary>
public sealed class SharedLimitTests : IAsyncLifetime
{
    private readonly TemporaryFolder _root = new("ksef-shared-limits-");
    private SandboxHost _sandbox = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Limits = LimitScope.Shared }, Cancel);

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _root.Dispose();
    }

    [Fact]
    public async Task Two_processes_of_one_machine_are_never_too_many()
    {
        var order = NewOrder();

        var ends = await Task.WhenAll(DoomedProcess.RunAsync(order), DoomedProcess.RunAsync(order));

        Assert.All(ends, end => Assert.Equal("Answered", Assert.Single(end.Lines)));
        Assert.Equal((0, 300), (_sandbox.Main.Counters.TooManyRequests, _sandbox.Main.Counters.Requests));
    }

    [Fact]
    public async Task A_process_that_is_killed_at_full_speed_stops_nobody()
    {
        var order = NewOrder();
        using (var killed = DoomedProcess.Start(order))
            while (_sandbox.Main.Counters.Requests < 70)
                await Task.Delay(20, Cancel);

        var end = await DoomedProcess.RunAsync(order);

        Assert.Equal("Answered", Assert.Single(end.Lines));
        Assert.Equal(0, _sandbox.Main.Counters.TooManyRequests);
    }

    [Fact]
    public async Task Two_machines_that_cannot_see_each_other_both_come_to_their_end_with_few_refusals()
    {
        await Task.WhenAll(AskAsync(200), AskAsync(200));

        Assert.Equal(400, _sandbox.Main.Counters.Requests - _sandbox.Main.Counters.TooManyRequests);
        Assert.InRange(_sandbox.Main.Counters.TooManyRequests, 1, 40);
    }

    // As a machine of its own does: nothing is shared but the sandbox's count.
    private async Task AskAsync(int requests)
    {
        using var api = new KsefApi(KsefEnvironment.Parse(_sandbox.BaseAddress.AbsoluteUri), new KsefApiOptions());
        await Parallel.ForEachAsync(
            Enumerable.Range(0, requests),
            new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancel },
            async (_, cancel) => await api.CreateChallengeAsync(cancel)
        );
    }

    private DoomedOrder NewOrder()
    {
        OfficeFolder.Initialize(
            new DoomedFolder(_root.Path).OfficePath,
            new OfficeSetup
            {
                Nip = OfficeBench.OfficeNip,
                Name = "Biuro",
                Environment = "test",
                Vault = "KsefVault",
            }
        );
        return new DoomedOrder
        {
            Operation = "challenges",
            Ksef = _sandbox.BaseAddress,
            Now = TimeProvider.System.GetUtcNow(),
            Works = [new DoomedWork(_root.Path)],
        };
    }
}
