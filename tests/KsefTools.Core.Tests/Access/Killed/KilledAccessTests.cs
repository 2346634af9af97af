using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Killed;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tests.Tokens.Making;
using KsefTools.Doomed;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Core.Tests.Access.Killed;

/// <summary>
/// Real processes that end the office's access at a client, or a leaver's, ended by SIGKILL after each journal step,
/// before and after each request, and before, in and after each change in the vault. The next process ends what is
/// left, and none locks itself out on the way.
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
        var doom = new Doom(works => Order("end-access", works), _ => Task.CompletedTask);
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

    [Fact]
    public async Task A_leaver_s_end_with_a_successor_for_her_token_survives_it_at_every_point()
    {
        var doom = new Doom(works => Order("replace-leaver", works), AfterDeathAsync);
        var points = await doom.PointsAsync(NewLeaver());
        var folders = points.Select(_ => NewLeaver()).ToList();

        await doom.KillAsync([.. folders.Select((folder, point) => new DoomedWork(folder, point))]);
        var outcomes = await doom.FinishAsync(folders);

        Assert.Contains("after POST tokens", points);
        Assert.Contains("after step 'seen dead'", points);
        Assert.Contains("after POST revoke", points);
        var left = points
            .Zip(folders)
            .Zip(outcomes)
            .SelectMany(killed => LeftBehind($"{killed.Second}, killed {killed.First.First}", killed.First.Second))
            .ToList();
        Assert.True(left.Count is 0, $"{string.Join('\n', left)}\n{doom.Errors}");
        Assert.All(
            _sandbox.World.Certificates.All.Where(certificate => certificate.Subject == Leaver),
            certificate => Assert.NotNull(certificate.RevocationReason)
        );
    }

    /// <summary>What of the leaver's is there still, and what of the office's is not.</summary>
    private IEnumerable<string> LeftBehind(string point, string folder)
    {
        var (bench, client) = _offices[folder];
        var active = bench.ActiveOf(client).Select(token => token.ReferenceNumber).ToList();
        var named = bench
            .AccessOf(client)
            .Where(entry => entry.Kind is CredentialKind.Token)
            .Select(entry => entry.Reference)
            .ToList();
        if (active is not [var only] || only == client.Token || !named.SequenceEqual(active))
            yield return $"{point}: {string.Join(' ', active)} of {client.Token}, {string.Join(' ', named)} named";
        foreach (var grant in bench.GrantsAt(client).Where(grant => grant.Authorized == Leaver))
            yield return $"{point}: {grant.Permission} at the client";
        var home = bench.World.GrantsIn(ContextIdentifier.Nip(bench.OfficeNip));
        foreach (var grant in home.Where(grant => grant.Authorized == Leaver))
            yield return $"{point}: {grant.Permission} at home";
    }

    private static SubjectIdentifier Leaver => SubjectIdentifier.Pesel(ConversionBench.Employee);

    private async Task AfterDeathAsync(string folder)
    {
        var (bench, client) = _offices[folder];
        await RotationService.AssertKeptAsync(bench, client, new DoomedFolder(folder).Points[^1]);
    }

    private string NewOffice() => NewBench().Bench.Folder;

    /// <summary>Anna made the token, may write invoices at the client, and read them at all partners.</summary>
    private string NewLeaver()
    {
        var (bench, client) = NewBench();
        bench.ChangeToken(client, entry => entry with { GeneratedBy = "anna.nowak" });
        Grant(bench, client, Leaver, Permission.InvoiceWrite);
        bench.World.AddGrant(
            GrantRecord.ToStaff(
                Guid.NewGuid(),
                bench.OfficeNip,
                Leaver,
                GrantTarget.AllPartners,
                Permission.InvoiceRead,
                _clock.GetUtcNow()
            )
        );
        return bench.Folder;
    }

    /// <summary>A client whose token reads invoices, and whose permissions the office's seal manages.</summary>
    private (ConversionBench Bench, ConversionClient Client) NewBench()
    {
        var bench = new ConversionBench(_sandbox, _clock, _offices.Count, path => new DoomedFolder(path).Vault);
        var client = bench.AddClient(Permission.InvoiceRead);
        foreach (var permission in (Permission[])[Permission.InvoiceRead, Permission.CredentialsManage])
            Grant(bench, client, SubjectIdentifier.Nip(bench.OfficeNip), permission);
        bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Identity = "seal" });
        _offices.Add(bench.Folder, (bench, client));
        return (bench, client);
    }

    private void Grant(ConversionBench bench, ConversionClient client, SubjectIdentifier to, Permission permission) =>
        bench.World.AddGrant(
            new GrantRecord
            {
                Id = Guid.NewGuid(),
                Context = ContextIdentifier.Nip(client.Nip),
                Authorized = to,
                Author = SubjectIdentifier.Nip(client.Nip),
                Permission = permission,
                StartDate = _clock.GetUtcNow(),
            }
        );

    private DoomedOrder Order(string operation, IReadOnlyList<DoomedWork> works) =>
        new()
        {
            Operation = operation,
            Ksef = _sandbox.BaseAddress,
            Now = _clock.GetUtcNow(),
            Vault = VaultKind.Sound,
            Works = works,
        };
}
