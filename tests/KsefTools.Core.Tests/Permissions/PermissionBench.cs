using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Office;
using KsefTools.Core.Permissions;
using KsefTools.Core.Permissions.Changes;
using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.Permissions.Inventory;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Core.Tests.SignIn;
using KsefTools.Practice;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Tests.OpenApi;
using ContextIdentifier = KsefTools.Core.Identifiers.ContextIdentifier;
using SandboxContext = KsefTools.Sandbox.Identifiers.ContextIdentifier;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>
/// An office with a seal, its clients and their secrets, and the sandbox's TEST, which takes self-signed seals.
/// </summary>
internal sealed class PermissionBench : IAsyncDisposable
{
    public const string OfficeNip = TestMaterial.Nip;
    public const string Client = "5265877635";
    public const string Pesel = "92092116350";

    private readonly TemporaryFolder _root = new("ksef-permissions-");
    private readonly SandboxHost _sandbox;
    private readonly HttpMessageHandler _sockets = KsefHttp.CreateHandler(new KsefApiOptions());
    private readonly ContractHandler _contract;

    private PermissionBench(SandboxHost sandbox, ManualClock clock)
    {
        (_sandbox, Clock) = (sandbox, clock);
        _contract = new ContractHandler(_sockets);
        Network = new Network(_contract);
        Ksef = KsefEnvironment.Parse(sandbox.TestBaseAddress.AbsoluteUri);
        Connection = new KsefSessions(
            SessionCache.InMemory(Clock),
            new KsefApiOptions { LoginLimitScope = LoginLimitScope.Off },
            handler: Network,
            time: Clock,
            random: () => 0.5
        );
        Office = InitializeOffice();
    }

    /// <summary>The usual order: invoices for the office, which it may hand on.</summary>
    public static GrantOrder ToOffice =>
        GrantOrder.ForEntity(
            Nip.Parse(OfficeNip),
            "Biuro Rachunkowe Sigma",
            ["InvoiceRead", "InvoiceWrite"],
            canDelegate: true
        );

    /// <summary>The client's and the sandbox's.</summary>
    public ManualClock Clock { get; }

    public InMemoryVault Vault { get; } = new();

    public Network Network { get; }

    public KsefSessions Connection { get; }

    public OfficeFolder Office { get; }

    public string Environment => Ksef.Name;

    public KsefEnvironment Ksef { get; }

    public World World => _sandbox.Test.World;

    public SandboxSettings Settings => _sandbox.Test.Settings;

    public FaultRules Faults => _sandbox.Test.Faults;

    public PermissionInventory Inventory => new(Office, Vault, Connection);

    public static async Task<PermissionBench> StartAsync()
    {
        var clock = new ManualClock(TestMaterial.Now) { Rushes = true };
        var bench = new PermissionBench(await SandboxHost.StartAsync(new SandboxOptions { Clock = clock }), clock);
        await bench.StoreAsync("seal", TestMaterial.Ec.ToVaultText());
        return bench;
    }

    /// <summary>A client's token of these permissions, in the vault under this name.</summary>
    public async Task<KsefCredential> TokenAsync(string secret, string nip, params Permission[] permissions)
    {
        var token = World.CreateToken(SandboxContext.Nip(nip), SubjectIdentifier.Nip(nip), permissions);
        await StoreAsync(secret, new SecretText(token.Secret));
        return Credential(secret, nip, CredentialKind.Token);
    }

    /// <summary>A seal of the client's own.</summary>
    public async Task<KsefCredential> SealAsync(string secret, string nip)
    {
        using var seal = SelfSignedCertificates.Seal(nip, "Klient", KeyAlgorithm.Ec, Clock, TimeSpan.FromDays(365));
        await StoreAsync(secret, seal.ToVaultText());
        return Credential(secret, nip, CredentialKind.Certificate);
    }

    public KsefCredential Credential(string secret, string nip, CredentialKind kind) =>
        new()
        {
            Nip = nip,
            Name = "Klient",
            Environment = Environment,
            Kind = kind,
            SecretName = secret,
            Vault = "v",
            Path = "client.yaml",
            OfficePath = Office.Path,
        };

    /// <summary>The client lets the office in.</summary>
    public Guid LetIn(string client, Permission permission, bool canDelegate)
    {
        var id = Guid.NewGuid();
        World.AddGrant(
            GrantRecord.ToEntity(
                id,
                SandboxContext.Nip(client),
                OfficeNip,
                permission,
                canDelegate,
                TestMaterial.Now.AddDays(-1)
            )
        );
        return id;
    }

    public PermissionJob Job(GrantOrder order, params string[] secrets) =>
        new()
        {
            Office = Office,
            Environment = Ksef,
            Context = new ContextIdentifier(ContextType.Nip, order.Kind is GrantKind.Indirect ? OfficeNip : Client),
            Name = "Klient",
            Secrets = [.. secrets.Select(secret => new SecretAddress("v", secret))],
            Order = order,
        };

    public async Task<PermissionJobResult> DoAsync(PermissionJob job) => Assert.Single(await DoAllAsync([job]));

    /// <summary>What a job would grant.</summary>
    public async Task<PermissionOutlook> LookAsync(PermissionJob job)
    {
        var changes = new PermissionChanges(Vault, Connection, new PermissionOptions(), Clock);
        return Assert.Single(
            await changes
                .LookAsync([job], 4, TestContext.Current.CancellationToken)
                .ToListAsync(TestContext.Current.CancellationToken)
        );
    }

    public async Task<IReadOnlyList<PermissionJobResult>> DoAllAsync(IReadOnlyCollection<PermissionJob> jobs)
    {
        var changes = new PermissionChanges(Vault, Connection, new PermissionOptions(), Clock);
        var results = new List<PermissionJobResult>();
        await foreach (var result in changes.RunAsync(jobs, 4, TestContext.Current.CancellationToken))
            results.Add(result);
        return results;
    }

    public async Task<List<PermissionListing>> ListAsync(params KsefCredential[] credentials)
    {
        var listings = new List<PermissionListing>();
        await foreach (var listing in Inventory.RunAsync(credentials, 4, TestContext.Current.CancellationToken))
            listings.Add(listing);
        return listings;
    }

    public async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        await _sandbox.DisposeAsync();
        Network.Dispose();
        _root.Dispose();
        _contract.AssertClean();
    }

    private Task StoreAsync(string name, SecretText text) =>
        Vault.WriteAsync(new Dictionary<SecretAddress, SecretText> { [new("v", name)] = text }, default);

    private OfficeFolder InitializeOffice()
    {
        var path = Path.Combine(_root.Path, "office");
        OfficeFolder.Initialize(
            path,
            new OfficeSetup
            {
                Nip = Nip.Parse(OfficeNip),
                Name = "Biuro Rachunkowe Sigma",
                Environment = Environment,
                Vault = "v",
            }
        );
        var file = Path.Combine(path, "office.yaml");
        var identities = $"""
            identities:
              - name: seal
                kind: seal
                subject: "{OfficeNip}"
                secret: seal
              - name: anna
                kind: person
                subject: "{Pesel}"
            """;
        File.WriteAllText(file, File.ReadAllText(file).Replace("identities: []", identities, StringComparison.Ordinal));
        return OfficeFolder.Open(path);
    }
}
