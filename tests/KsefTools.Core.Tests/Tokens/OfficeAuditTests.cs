using KsefTools.Core.Audit;
using KsefTools.Core.Conversion.Waiting;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tests.SignIn;
using KsefTools.Core.Tokens;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Tokens;

public sealed class OfficeAuditTests : IAsyncLifetime
{
    private const string Client = "1111111111";

    private readonly InMemoryVault _vault = new();
    private readonly List<string> _warnings = [];
    private SandboxOffice _ksef = null!;
    private OfficeBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _ksef = await SandboxOffice.StartAsync();
        _bench = new OfficeBench(_ksef.Environment.Name);
        _bench.WriteSettings(
            (await File.ReadAllTextAsync(_bench.Office.SettingsPath, Cancel)).Replace(
                "identities: []",
                "identities:\n  - name: seal\n    kind: seal\n    subject: '5260001246'\n    secret: ksef-seal",
                StringComparison.Ordinal
            )
        );
        _bench.WriteClient($"nip: \"{Client}\"\nname: Klient\naccess:\n  - kind: token\n    secret: token\n");
        new WaitingClients(_bench.Office).Remember(
            new WaitingClient(Client, _ksef.Environment.Name, "seal", ["InvoiceRead"])
        );
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _ksef.DisposeAsync();
    }

    [Fact]
    public async Task Whether_a_client_has_granted_anything_costs_no_verdict_whatever_breaks()
    {
        var vault = new FatefulVault(_vault) { Handling = VaultHandlings.Fail(new NotSupportedException("CANARY")) };

        var result = Assert.Single(await AuditAsync(vault));

        Assert.Equal(FindingCode.VaultFailed, Assert.Single(result.Findings).Code);
        Assert.DoesNotContain(_warnings, warning => warning.Contains("CANARY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_it_saw_is_remembered_for_the_office()
    {
        await AuditAsync(_vault);

        Assert.Single(Directory.GetFiles(Path.Combine(_bench.Office.StatePath, "observations")));
    }

    [Fact]
    public async Task An_identitys_certificate_is_no_client_that_would_be_remembered()
    {
        var audit = new OfficeAudit(_bench.Office, _vault, _ksef.Sessions, _ksef.Clock);
        var seal = _bench.Office.ReadCredentials()[0] with
        {
            Kind = CredentialKind.Certificate,
            SecretName = "ksef-seal",
        };

        await foreach (var result in audit.RunIdentitiesAsync([seal], new AuditOptions(), Cancel))
            Assert.Equal(FindingCode.SecretMissing, Assert.Single(result.Findings).Code);

        Assert.False(Directory.Exists(Path.Combine(_bench.Office.StatePath, "observations")));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<List<KsefTokenTestResult>> AuditAsync(ISecretVault vault)
    {
        var results = new List<KsefTokenTestResult>();
        var audit = new OfficeAudit(_bench.Office, vault, _ksef.Sessions, _ksef.Clock);
        var options = new AuditOptions { Warn = _warnings.Add };
        await foreach (var result in audit.RunAsync(_bench.Office.ReadCredentials(), options, Cancel))
            results.Add(result);
        return results;
    }
}
