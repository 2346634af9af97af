using KsefTools.Core.Audit;
using KsefTools.Core.Conversion.Waiting;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tests.SignIn;
using KsefTools.Core.Tokens;
using KsefTools.Sandbox.Identifiers;
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
    public async Task What_it_saw_at_less_depth_takes_no_whole_verdicts_place()
    {
        await AuditAsync(_vault, new AuditOptions { Certificates = CertificateDepth.Listed });

        Assert.False(Directory.Exists(Path.Combine(_bench.Office.StatePath, "observations")));
    }

    [Fact]
    public async Task A_client_is_judged_by_the_offices_policy()
    {
        await KeepAsync(
            _ksef.CreateToken(nip: Client, permissions: [Permission.InvoiceRead, Permission.Introspection])
        );

        var usual = Assert.Single(await AuditAsync(_vault));
        var stricter = new OfficePolicy { NeverPermissions = ["Introspection"] };
        var strict = Assert.Single(await AuditAsync(_vault, policy: stricter));

        Assert.DoesNotContain(usual.Findings, finding => finding.Code is FindingCode.ExcessPermission);
        Assert.Contains(strict.Findings, finding => finding.Code is FindingCode.ExcessPermission);
    }

    [Fact]
    public async Task An_identity_may_do_at_home_what_the_policy_lets_no_client()
    {
        await KeepAsync(
            _ksef.CreateToken(nip: Client, permissions: [Permission.InvoiceRead, Permission.Introspection])
        );
        var audit = new OfficeAudit(_bench.Office, _vault, _ksef.Sessions, _ksef.Clock)
        {
            Policy = new OfficePolicy { NeverPermissions = ["Introspection"] },
        };

        await foreach (
            var result in audit.RunIdentitiesAsync(_bench.Office.ReadCredentials(), new AuditOptions(), Cancel)
        )
            Assert.DoesNotContain(result.Findings, finding => finding.Code is FindingCode.ExcessPermission);
    }

    [Fact]
    public async Task A_secret_that_another_client_names_as_well_is_found_though_that_one_is_not_audited()
    {
        var token = _ksef.CreateToken(nip: Client);
        await KeepAsync(token);
        _bench.WriteClient(
            $"nip: \"5265877635\"\nname: Drugi\naccess:\n- secret: other\n  reference: {token.Reference.Value}\n",
            "5265877635.yaml"
        );
        var mine = _bench.Office.ReadCredentials().Where(one => one.Nip == Client).ToList();
        var certificate = mine[0] with { Kind = CredentialKind.Certificate, SecretName = "ksef-seal" };

        var results = await AuditAsync(_vault, credentials: [certificate, .. mine]);

        Assert.Contains(
            results.SelectMany(result => result.Findings),
            finding => finding.Code is FindingCode.SameSecretTwice
        );
    }

    [Fact]
    public async Task Of_certificates_alone_nobody_asks_who_has_granted_what()
    {
        var vault = new FatefulVault(_vault) { Handling = VaultHandlings.Fail(new NotSupportedException("CANARY")) };
        var seal = _bench.Office.ReadCredentials()[0] with
        {
            Kind = CredentialKind.Certificate,
            SecretName = "ksef-seal",
        };

        await AuditAsync(vault, credentials: [seal]);

        Assert.DoesNotContain(_warnings, warning => warning.StartsWith("Which clients", StringComparison.Ordinal));
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

    private async Task<List<KsefTokenTestResult>> AuditAsync(
        ISecretVault vault,
        AuditOptions? options = null,
        OfficePolicy? policy = null,
        IReadOnlyCollection<KsefCredential>? credentials = null
    )
    {
        var results = new List<KsefTokenTestResult>();
        var audit = new OfficeAudit(_bench.Office, vault, _ksef.Sessions, _ksef.Clock)
        {
            Policy = policy ?? _bench.Office.Settings.Policy,
        };
        var how = (options ?? new AuditOptions()) with { Warn = _warnings.Add };
        await foreach (var result in audit.RunAsync(credentials ?? _bench.Office.ReadCredentials(), how, Cancel))
            results.Add(result);
        return results;
    }

    private Task KeepAsync(Core.Identifiers.TokenText token) =>
        _vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new("KsefVault", "token")] = token.Secret },
            Cancel
        );
}
