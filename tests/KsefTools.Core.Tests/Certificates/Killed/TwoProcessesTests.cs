using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Doomed;

namespace KsefTools.Core.Tests.Certificates.Killed;

/// <summary>Two real processes that renew the same identity at once.</summary>
public sealed class TwoProcessesTests : IAsyncLifetime
{
    private KilledBench _bench = null!;
    private EnrolmentBench _office = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await KilledBench.StartAsync();
        _office = (await _bench.NewOfficesWithCertificateAsync(1))[0].Bench;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task One_renews_and_the_other_says_that_it_is_being_done()
    {
        var order = _bench.Order("renew", [new DoomedWork(_office.Folder)]);
        using var first = DoomedProcess.Start(order with { HoldAt = $"before {EnrolmentBench.Enrol}" });
        await first.HeldAsync();

        var second = await DoomedProcess.RunAsync(order);
        await first.GoOnAsync();
        var end = await first.EndAsync();

        Assert.Equal(("Busy", "Issued"), (second.Lines[0], end.Lines[0]));
        await Wholeness.AssertAsync(_office, certificates: 2, "two processes");
    }

    [Fact]
    public async Task Whoever_comes_first_only_one_enrolment_is_spent()
    {
        var order = _bench.Order("renew", [new DoomedWork(_office.Folder)]);

        var ends = await Task.WhenAll(DoomedProcess.RunAsync(order), DoomedProcess.RunAsync(order));

        Assert.Single(ends, end => end.Lines[0] is "Issued");
        Assert.Single(ends, end => end.Lines[0] is "Busy" or "NotDue");
        await Wholeness.AssertAsync(_office, certificates: 2, "two processes at once");
    }

    [Fact]
    public async Task One_that_was_killed_keeps_nobody_waiting()
    {
        var order = _bench.Order("renew", [new DoomedWork(_office.Folder)]);
        using (var first = DoomedProcess.Start(order with { HoldAt = $"before {EnrolmentBench.Enrol}" }))
            await first.HeldAsync();

        var second = await DoomedProcess.RunAsync(order);

        Assert.Equal("Issued", second.Lines[0]);
        await Wholeness.AssertAsync(_office, certificates: 2, "one of two killed");
    }
}
