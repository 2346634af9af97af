using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Doomed;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Certificates.Killed;

/// <summary>
/// Real processes, ended by SIGKILL after each journal step, before and after each request, and before, in and after
/// each change in the vault. The next process completes what they began. A slow vault passes all points of a sound one;
/// that the other ways to fail are survived, too, is shown without processes in <see cref="NothingIsLostTests"/>.
/// </summary>
public sealed class KilledTests : IAsyncLifetime
{
    private KilledBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await KilledBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(VaultKind.Slow)]
    [InlineData(VaultKind.FirstWriteFails)]
    [InlineData(VaultKind.SecondWriteFailsHavingWritten)]
    public async Task An_enrolment_survives_it_at_every_point(VaultKind vault)
    {
        var doom = _bench.Doom("enrol", vault);
        var points = await doom.PointsAsync(_bench.NewOffice().Folder);
        var offices = points.Select(_ => _bench.NewOffice()).ToList();

        await KillAndFinishAsync(doom, offices);

        Assert.Contains($"after {EnrolmentBench.Enrol}", points);
        foreach (var (point, office) in points.Zip(offices))
            await Wholeness.AssertAsync(office, certificates: 1, $"{vault}, killed {point}");
    }

    [Theory]
    [InlineData(VaultKind.Slow)]
    [InlineData(VaultKind.FirstWriteFailsHavingWritten)]
    [InlineData(VaultKind.SecondWriteFails)]
    public async Task A_renewal_that_revokes_the_old_one_survives_it_at_every_point(VaultKind vault)
    {
        var doom = _bench.Doom("renew", vault);
        var points = await doom.PointsAsync((await _bench.NewOfficesWithCertificateAsync(1))[0].Bench.Folder);
        var offices = await _bench.NewOfficesWithCertificateAsync(points.Count);

        await KillAndFinishAsync(doom, [.. offices.Select(office => office.Bench)]);

        Assert.Contains($"after {EnrolmentBench.Enrol}", points);
        Assert.Contains("after POST revoke", points);
        foreach (var (point, (office, first)) in points.Zip(offices))
        {
            var where = $"{vault}, killed {point}";
            await Wholeness.AssertAsync(office, certificates: 2, where);
            var old = Assert.Single(office.Issued, issued => issued.SerialNumber == first.SerialNumber);
            Assert.True(old.StatusAt(_bench.Clock.GetUtcNow()) is CertificateStatus.Revoked, where);
        }
    }

    /// <summary>
    /// Kills the first at its first point, the second at its second, and so on, and has each done again.
    /// </summary>
    private static async Task KillAndFinishAsync(Doom doom, IReadOnlyList<EnrolmentBench> offices)
    {
        await doom.KillAsync([.. offices.Select((office, point) => new DoomedWork(office.Folder, point))]);
        var outcomes = await doom.FinishAsync([.. offices.Select(office => office.Folder)]);

        // Not due, where the process died with nothing left to do but to say so.
        Assert.All(outcomes, outcome => Assert.Contains(outcome, (string[])["Issued", "NotDue"]));
    }
}
