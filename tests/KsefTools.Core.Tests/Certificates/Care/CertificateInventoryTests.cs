using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Certificates.Care;

/// <summary>In which order certificates are listed, each once, and what is said of each.</summary>
public sealed class CertificateInventoryTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private EnrolmentBench _bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });
        _bench = new EnrolmentBench(_sandbox, _clock, 7);
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task The_one_that_lasts_longest_comes_first()
    {
        var first = await _bench.EnrolAsync();
        _clock.Advance(TimeSpan.FromDays(10));
        var second = await _bench.EnrolAsync(_bench.Order with { Force = true });

        var listing = Assert.Single(await ListAsync());

        Assert.Equal(
            [second.Certificate!.SerialNumber, first.Certificate!.SerialNumber],
            listing.Certificates.Select(certificate => certificate.SerialNumber)
        );
    }

    [Fact]
    public async Task One_that_the_vault_has_under_two_names_is_listed_once()
    {
        await _bench.EnrolAsync();
        var copy = SecretNames.ForCertificate(_bench.Environment.Name, "seal", "r2");
        var text = (await _bench.SecretsAsync()).Values.Single();
        await _bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new("KsefVault", copy)] = text },
            Cancel
        );

        Assert.Equal(_bench.Named!.Value.Name, Assert.Single(Assert.Single(await ListAsync()).Certificates).SecretName);
    }

    [Fact]
    public async Task Those_of_the_asked_holders_alone_are_listed()
    {
        await _bench.EnrolAsync();
        var nip = Nip.Parse(_bench.Context.Value);
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = nip,
                Name = "Sigma",
                Access = [new AccessEntry { Kind = CredentialKind.Certificate, Secret = _bench.Named!.Value.Name }],
            }
        );

        Assert.Equal(
            CertificateHolder.OfClient(nip),
            Assert.Single(await ListAsync(CertificateHolder.OfClient(nip))).Holder
        );
    }

    [Fact]
    public async Task What_only_KSeF_has_is_told_as_KSeF_has_it()
    {
        await _bench.EnrolAsync();
        var planted = new CertificatePlan(_bench.Subject)
        {
            Name = "Obcy program",
            ValidTo = _clock.GetUtcNow().AddDays(5),
        }.Plant(_sandbox.Main);

        var theirs = Assert.Single(await ListAsync()).Certificates[^1];

        Assert.Equal(
            (planted.SerialNumber, "Authentication", "Active", "Obcy program", true),
            (theirs.SerialNumber, theirs.Type, theirs.Status, theirs.Name, theirs.InKseF)
        );
        Assert.Equal(
            ($"NIP {_bench.Context.Value}", _bench.Environment.Name, _bench.OfficePath),
            (theirs.Subject, theirs.Environment, theirs.OfficePath)
        );
        Assert.InRange(theirs.ValidTo - _clock.GetUtcNow(), TimeSpan.FromDays(4.9), TimeSpan.FromDays(5));
    }

    private async Task<List<CertificateListing>> ListAsync(CertificateHolder? holder = null)
    {
        using var process = _bench.Start();
        var inventory = new CertificateInventory(_bench.Office, _bench.Vault, process.Sessions, _clock);
        return await inventory
            .RunAsync(holder is { } one ? [one] : null, local: false, throttleLimit: 4, Assert.Fail, Cancel)
            .ToListAsync(Cancel);
    }
}
