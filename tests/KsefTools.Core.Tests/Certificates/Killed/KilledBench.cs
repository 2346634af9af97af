using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Doomed;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Certificates.Killed;

/// <summary>A sandbox with offices whose vaults are folders, so that real processes can work in them.</summary>
internal sealed class KilledBench : IAsyncDisposable
{
    private readonly SandboxHost _sandbox;
    private readonly List<EnrolmentBench> _offices = [];

    private KilledBench(SandboxHost sandbox, ManualClock clock) => (_sandbox, Clock) = (sandbox, clock);

    public ManualClock Clock { get; }

    public static async Task<KilledBench> StartAsync()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow) { Rushes = true };
        var options = new SandboxOptions { Clock = clock, Configure = ByPolls.Configure };
        return new KilledBench(await SandboxHost.StartAsync(options), clock);
    }

    /// <summary>An office without a certificate. Not for two threads at once.</summary>
    public EnrolmentBench NewOffice()
    {
        var office = new EnrolmentBench(_sandbox, Clock, _offices.Count, path => new DoomedFolder(path).Vault);
        new DoomedFolder(office.Folder).KeepSeal(office.Seal);
        _offices.Add(office);
        return office;
    }

    /// <summary>Offices whose certificates end in twenty days.</summary>
    public async Task<IReadOnlyList<EnrolledOffice>> NewOfficesWithCertificateAsync(int count)
    {
        List<EnrolledOffice> offices = [];
        while (offices.Count < count)
        {
            var office = NewOffice();
            offices.Add(new EnrolledOffice(office, (await office.EnrolAsync()).Certificate!));
        }
        Clock.Advance(offices.Max(office => office.First.ValidTo) - Clock.GetUtcNow() - TimeSpan.FromDays(20));
        return offices;
    }

    public DoomedOrder Order(string operation, IReadOnlyList<DoomedWork> works, VaultKind vault = VaultKind.Sound) =>
        new()
        {
            Operation = operation,
            Ksef = _sandbox.BaseAddress,
            Now = Clock.GetUtcNow(),
            Vault = vault,
            Works = works,
        };

    /// <summary>Kills this operation; even after a death there is no certificate without its key.</summary>
    public Doom Doom(string operation, VaultKind vault) =>
        new(
            works => Order(operation, works, vault),
            async folder => Assert.Empty(await _offices.Single(office => office.Folder == folder).KeylessAsync())
        );

    public async ValueTask DisposeAsync()
    {
        foreach (var office in _offices)
            office.Dispose();
        await _sandbox.DisposeAsync();
    }
}
