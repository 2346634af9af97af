using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Journal;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Journal;

/// <summary>
/// Enrolments, renewals and revocations that the code of before began are completed by the present one, wherever they
/// were killed: no key is lost, and no enrolment is spent twice.
/// </summary>
public sealed class WrittenEnrolmentsTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private EnrolmentBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });
        _bench = new EnrolmentBench(_sandbox, _clock, 11);
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData("started")]
    [InlineData("key stored")]
    [InlineData("sending")]
    [InlineData("sent")]
    [InlineData("issued")]
    [InlineData("stored")]
    [InlineData("proven")]
    [InlineData("switched")]
    [InlineData("key copy removed")]
    public async Task An_enrolment_is_gone_on_with(string step)
    {
        using (var killed = _bench.Start(DiesAfter(step)))
            await Assert.ThrowsAsync<SimulatedDeathException>(() => killed.EnrolAsync(_bench.Order));
        Replace("enrolment", step);

        var result = await _bench.EnrolAsync();

        Assert.Equal((true, EnrolmentOutcome.Issued), (result.WasResumed, result.Outcome));
        await Wholeness.AssertAsync(_bench, certificates: 1, step);
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Theory]
    [InlineData("sending")]
    [InlineData("issued")]
    [InlineData("switched")]
    [InlineData("key copy removed")]
    [InlineData("old revoked")]
    [InlineData("sessions closed")]
    public async Task A_renewal_is_gone_on_with_and_the_old_one_is_revoked(string step)
    {
        var first = (await _bench.EnrolAsync()).Certificate!;
        _clock.Advance(first.ValidTo - _clock.GetUtcNow() - TimeSpan.FromDays(20));
        var order = _bench.Order with { RevokeOld = true };
        using (var killed = _bench.Start(DiesAfter(step)))
            await Assert.ThrowsAsync<SimulatedDeathException>(() => killed.RenewAsync(order));
        Replace("renewal", step, ("oldSerial", first.SerialNumber));
        using var process = _bench.Start();

        var result = await process.RenewAsync(order);

        Assert.Equal((true, EnrolmentOutcome.Issued), (result.WasResumed, result.Outcome));
        await Wholeness.AssertAsync(_bench, certificates: 2, step);
        var old = Assert.Single(_bench.Issued, issued => issued.SerialNumber == first.SerialNumber);
        Assert.Equal(CertificateStatus.Revoked, old.StatusAt(_clock.GetUtcNow()));
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Theory]
    [InlineData("started")]
    [InlineData("revoking")]
    [InlineData("revoked")]
    [InlineData("sessions closed")]
    public async Task A_revocation_is_gone_on_with(string step)
    {
        var serial = (await _bench.EnrolAsync()).Certificate!.SerialNumber;
        using var process = _bench.Start();
        var cache = SessionCache.InMemory(_clock);
        var order = new RevocationOrder(serial, RevocationReason.KeyCompromise);
        await Assert.ThrowsAsync<SimulatedDeathException>(() =>
            RevokeAsync(process, cache, order, new Steps(DiesAfter(step)))
        );
        Replace("revocation", step, ("serial", serial));

        var result = await RevokeAsync(process, cache, order, progress: null);

        Assert.True(result.WasResumed);
        Assert.Equal(CertificateStatus.Revoked, Assert.Single(_bench.Issued).StatusAt(_clock.GetUtcNow()));
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    private Task<RevocationResult> RevokeAsync(
        EnrolmentProcess process,
        SessionCache cache,
        RevocationOrder order,
        IProgress<string>? progress
    ) =>
        new CertificateRevocation(_bench.Office, _bench.Vault, process.Sessions, cache, _clock, progress).RevokeAsync(
            order,
            TestContext.Current.CancellationToken
        );

    private static Fate DiesAfter(string step) =>
        new()
        {
            Passing = point =>
            {
                if (point == $"after step '{step}'")
                    throw new SimulatedDeathException(point);
            },
        };

    private void Replace(string name, string step, params (string Name, string Value)[] values) =>
        WrittenRecord
            .Of(name)
            .Replace(
                _bench.OfficePath,
                step,
                [("environment", _bench.Environment.Name), ("nip", _bench.Context.Value), .. values]
            );

    private sealed class Steps(Fate fate) : IProgress<string>
    {
        public void Report(string value) => fate.Pass($"after step '{value}'");
    }
}
