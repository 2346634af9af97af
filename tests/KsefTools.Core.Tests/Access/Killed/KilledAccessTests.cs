using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Killed;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tests.Tokens.Making;
using KsefTools.Doomed;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Access.Killed;

/// <summary>
/// Real processes that end the office's access at a client, ended by SIGKILL after each journal step, before and after
/// each request, and before, in and after each change in the vault. The next process ends what is left, and none locks
/// itself out on the way.
/// </summary>
public sealed class KilledAccessTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private readonly Dictionary<string, (ConversionBench Bench, ConversionClient Client)> _offices = [];
    private SandboxHost _sandbox = null!;

    public async ValueTask InitializeAsync() =>
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock, Configure = ByPolls.Configure });

    public async ValueTask DisposeAsync()
    {
        foreach (var (bench, _) in _offices.Values)
            bench.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task The_end_of_an_access_survives_it_at_every_point()
    {
        var doom = new Doom(Order, _ => Task.CompletedTask);
        var points = await doom.PointsAsync(NewOffice());
        var folders = points.Select(_ => NewOffice()).ToList();

        await doom.KillAsync([.. folders.Select((folder, point) => new DoomedWork(folder, point))]);
        var outcomes = await doom.FinishAsync(folders);

        Assert.Contains("after DELETE {number}", points);
        Assert.Contains("after removing from the vault", points);
        Assert.Contains("after step 'ended'", points);
        foreach (var ((point, folder), outcome) in points.Zip(folders).Zip(outcomes))
        {
            var where = $"{outcome}, killed {point}";
            Assert.True(outcome is "Ended" or "AlreadyEnded", where);
            var (bench, client) = _offices[folder];
            Assert.True(bench.ActiveOf(client).Count is 0, where);
            Assert.True(!bench.GrantsAt(client).Any(), where);
            Assert.True(bench.AccessOf(client).Count is 0, where);
            Assert.DoesNotContain(
                await bench.Vault.ListAsync(ConversionBench.VaultName, TestContext.Current.CancellationToken),
                name => name.Contains(client.Nip, StringComparison.Ordinal)
            );
        }
    }

    private string NewOffice()
    {
        var bench = new ConversionBench(_sandbox, _clock, _offices.Count, path => new DoomedFolder(path).Vault);
        var client = bench.AddClient(Permission.InvoiceRead);
        bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Identity = "seal" });
        foreach (var permission in (Permission[])[Permission.InvoiceRead, Permission.CredentialsManage])
            bench.World.AddGrant(
                new GrantRecord
                {
                    Id = Guid.NewGuid(),
                    Context = ContextIdentifier.Nip(client.Nip),
                    Authorized = SubjectIdentifier.Nip(bench.OfficeNip),
                    Author = SubjectIdentifier.Nip(client.Nip),
                    Permission = permission,
                    StartDate = _clock.GetUtcNow(),
                }
            );
        _offices.Add(bench.Folder, (bench, client));
        return bench.Folder;
    }

    private DoomedOrder Order(IReadOnlyList<DoomedWork> works) =>
        new()
        {
            Operation = "end-access",
            Ksef = _sandbox.BaseAddress,
            Now = _clock.GetUtcNow(),
            Vault = VaultKind.Sound,
            Works = works,
        };
}
