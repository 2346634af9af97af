using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Office;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Certificates.Renewal;

/// <summary>Which entries of the office's files name a new certificate, and which stay as they were.</summary>
public sealed class RenewedFilesTests : IAsyncLifetime
{
    private static readonly Nip Client = OfficeBench.NipNumber(500);

    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private EnrolmentBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });
        _bench = new EnrolmentBench(_sandbox, _clock, number: 1);
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _sandbox.DisposeAsync();
    }

    private EnrolmentOrder OfClient =>
        _bench.Order with
        {
            Holder = CertificateHolder.OfClient(Nip.Parse(_bench.Context.Value)),
        };

    [Fact]
    public async Task Other_certificates_of_a_profile_and_those_of_another_vault_stay()
    {
        var old = (await _bench.EnrolAsync()).Secret!.Value.Name;
        Profile(Client, Certificate(old), Certificate("another"), Certificate(old) with { Vault = "Second" });

        var renewed = await _bench.EnrolAsync(_bench.Order with { Force = true });

        Assert.Equal([(renewed.Secret!.Value.Name, null), ("another", null), (old, "Second")], Named(Client));
    }

    [Fact]
    public async Task A_client_s_renewed_certificate_takes_the_place_of_the_old_one()
    {
        var nip = Nip.Parse(_bench.Context.Value);
        Profile(nip);
        await _bench.EnrolAsync(OfClient);

        var renewed = await _bench.EnrolAsync(OfClient with { Force = true });

        Assert.Equal([(renewed.Secret!.Value.Name, null)], Named(nip));
    }

    [Fact]
    public async Task A_client_s_new_certificate_is_named_beside_one_whose_secret_is_lost()
    {
        var nip = Nip.Parse(_bench.Context.Value);
        Profile(nip, Certificate("lost"));

        var brought = await _bench.EnrolAsync(OfClient);

        Assert.Equal([("lost", null), (brought.Secret!.Value.Name, null)], Named(nip));
    }

    [Fact]
    public async Task A_certificate_that_goes_into_another_vault_is_named_with_it()
    {
        var result = await _bench.EnrolAsync(_bench.Order with { Vault = "Second" });

        var identity = _bench.Office.FindIdentity("seal")!;
        Assert.Equal(result.Secret, new SecretAddress(identity.Vault, identity.Secret!));
        Assert.Equal("Second", identity.Vault);
        Assert.Single(await _bench.Vault.ListAsync("Second", TestContext.Current.CancellationToken));
    }

    private static AccessEntry Certificate(string secret) =>
        new() { Kind = CredentialKind.Certificate, Secret = secret };

    private IEnumerable<(string, string?)> Named(Nip nip) =>
        _bench.Office.Profiles.Read(nip)!.Profile!.Access.Select(entry => (entry.Secret!, entry.Vault));

    private void Profile(Nip nip, params AccessEntry[] access) =>
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = nip,
                Name = "Klient",
                Access = access,
            }
        );
}
