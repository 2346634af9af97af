using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

public sealed class NothingIsLostInRenewalTests : NothingIsLostTests
{
    private protected override async Task<IReadOnlyList<string>> RunAsync(int? diesAt, Scenario scenario)
    {
        using var bench = NewOffice();
        var first = await bench.EnrolAsync();
        Clock.Advance(first.Certificate!.ValidTo - Clock.GetUtcNow() - TimeSpan.FromDays(20));
        bench.VaultWrites = 0;
        var fate = new Fate(diesAt);
        var order = bench.Order with { RevokeOld = true };

        await UntilDoneAsync(bench, fate, scenario, process => process.RenewAsync(order));

        var where = $"{scenario}, {At(fate)}";
        await Wholeness.AssertAsync(bench, certificates: 2, where);
        var old = Assert.Single(bench.Issued, issued => issued.SerialNumber == first.Certificate.SerialNumber);
        Assert.True(old.StatusAt(Clock.GetUtcNow()) is CertificateStatus.Revoked, where);
        return fate.Points;
    }
}
