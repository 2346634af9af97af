using System.Globalization;
using KsefTools.Core.Api;
using KsefTools.Core.Audit;
using KsefTools.Core.Audit.Observations;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Practice;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Audit;

/// <summary>An office whose clients live in a sandbox of its own, audited over HTTP.</summary>
internal sealed class AuditHarness : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 5, 10, 8, 0, 0, TimeSpan.Zero);

    public const string OfficeNip = "5260001246";

    private readonly TemporaryFolder _folder = new("ksef-audit-");
    private readonly CountingHandler _handler = new(KsefHttp.CreateHandler(new KsefApiOptions()));
    private readonly TimeSpan _attempt;
    private int _clients;

    private AuditHarness(SandboxHost host, ISecretVault vault, TimeSpan attempt)
    {
        _attempt = attempt;
        Host = host;
        Vault = vault;
        Policy = new OfficePolicy { OtherEnvironments = [host.TestBaseAddress.AbsoluteUri] };
        Observations = new ObservationStore(Path.Combine(_folder.Path, ".state", "observations"));
        Cache = SessionCache.InMemory(host.Clock);
        Sessions = NewSessions(Cache);
    }

    public SandboxHost Host { get; }

    public ISecretVault Vault { get; }

    public OfficePolicy Policy { get; set; }

    public ObservationStore Observations { get; }

    public SessionCache Cache { get; private set; }

    public KsefSessions Sessions { get; private set; }

    public string ObservationFolder => Path.Combine(_folder.Path, ".state", "observations");

    /// <summary>The network between office and sandbox, where requests are counted.</summary>
    public HttpMessageHandler Handler => _handler;

    /// <summary>Method and path of every request so far, reference numbers left out.</summary>
    public IReadOnlyList<string> Requests => _handler.Requests;

    /// <summary>A sandbox without limits, at <see cref="Start"/>.</summary>
    /// <param name="vault">Null for one in memory.</param>
    /// <param name="attempt">How long a request may take: short only where a test waits for nothing.</param>
    public static async Task<AuditHarness> StartAsync(ISecretVault? vault = null, TimeSpan? attempt = null)
    {
        var host = await SandboxHost.StartAsync(new SandboxOptions());
        host.Clock.MoveTo(Start);
        return new AuditHarness(host, vault ?? new InMemoryVault(), attempt ?? TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        Sessions.Dispose();
        _handler.Dispose();
        await Host.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>As a later process, which has lost the sessions.</summary>
    public void ForgetSessions()
    {
        Sessions.Dispose();
        Cache = SessionCache.InMemory(Host.Clock);
        Sessions = NewSessions(Cache);
    }

    public void ForgetRequests() => _handler.Forget();

    /// <summary>A client without a token.</summary>
    public KsefCredential AddClient(params string[] expected)
    {
        var nip = NipOf(111 + _clients++);
        Host.World.AddSubject(new SubjectRecord(nip, $"Klient {nip}"));
        return new KsefCredential
        {
            Nip = nip,
            Name = $"Klient {nip}",
            Environment = Host.BaseAddress.AbsoluteUri,
            Kind = CredentialKind.Token,
            SecretName = $"ksef-{nip}-token",
            ExpectedPermissions = new TextList<string>(expected),
            Path = Path.Combine(_folder.Path, "clients", $"{nip}.yaml"),
            OfficePath = _folder.Path,
        };
    }

    /// <summary>Makes a token for a client in KSeF, 70 days old and used yesterday.</summary>
    public TokenRecord AddToken(
        KsefCredential client,
        Func<TokenRecord, TokenRecord>? change = null,
        bool withContext = true,
        World? world = null
    )
    {
        world ??= Host.World;
        var created = Start.AddDays(-70);
        var number = world.Numbers.Next("EC")[8..];
        var reference = created.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + number;
        var secret = world.Numbers.NextTokenSecret();
        var token = new TokenRecord
        {
            ReferenceNumber = reference,
            Secret = withContext ? $"{reference}|nip-{client.Nip}|{secret}" : $"{reference}|{secret}",
            Context = ContextIdentifier.Nip(client.Nip),
            Author = SubjectIdentifier.Nip(client.Nip),
            RequestedPermissions = [Permission.InvoiceRead],
            DateCreated = created,
            LastUseDate = Start.AddDays(-1),
        };
        token = change?.Invoke(token) ?? token;
        world.AddToken(token);
        return token;
    }

    /// <summary>A client with a token in KSeF and in the vault.</summary>
    public async Task<(KsefCredential Client, TokenRecord Token)> AddClientWithTokenAsync(
        Func<TokenRecord, TokenRecord>? change = null,
        params string[] expected
    )
    {
        var client = AddClient(expected);
        var token = AddToken(client, change);
        await StoreAsync(client, token.Secret);
        return (client, token);
    }

    public Task StoreAsync(KsefCredential client, string secret) =>
        Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText>
            {
                [new SecretAddress(client.Vault, client.SecretName!)] = new(secret),
            },
            TestContext.Current.CancellationToken
        );

    /// <summary>The office of these clients, with the identities given.</summary>
    public OfficeSettings OfficeWith(params OfficeIdentity[] identities) =>
        new()
        {
            Nip = Core.Identifiers.Nip.Parse(OfficeNip),
            Name = "Biuro Rachunkowe Sigma",
            Environment = Host.BaseAddress.AbsoluteUri,
            Identities = identities,
        };

    /// <summary>A certificate in KSeF, not yet in the vault.</summary>
    public PlantedCertificate Plant(CertificatePlan plan) => plan.Plant(Host.Main);

    /// <summary>
    /// A client with a certificate in the vault: its own, by its own NIP, unless the plan says otherwise.
    /// </summary>
    public async Task<(KsefCredential Client, PlantedCertificate Certificate)> AddClientWithCertificateAsync(
        Func<CertificatePlan, CertificatePlan>? change = null,
        string? identity = null,
        params string[] expected
    )
    {
        var client = AddClient(expected) with
        {
            Kind = CredentialKind.Certificate,
            SecretName = $"ksef-certificate-{identity ?? $"{_clients}"}",
            Identity = identity,
        };
        var plan = new CertificatePlan(SubjectIdentifier.Nip(identity is null ? client.Nip : OfficeNip))
        {
            ValidFrom = Start.AddDays(-100),
        };
        var certificate = Plant(change?.Invoke(plan) ?? plan);
        await StoreAsync(client, TextOf(certificate));
        return (client, certificate);
    }

    /// <summary>As the vault keeps it: certificate, then key.</summary>
    public static string TextOf(PlantedCertificate certificate) =>
        $"{certificate.Certificate}\n{certificate.PrivateKey}\n";

    public void Grant(string context, SubjectIdentifier authorized, params Permission[] permissions)
    {
        foreach (var permission in permissions)
            Host.World.AddGrant(
                new GrantRecord
                {
                    Id = Guid.NewGuid(),
                    Context = ContextIdentifier.Nip(context),
                    Authorized = authorized,
                    Permission = permission,
                    StartDate = Start.AddDays(-50),
                }
            );
    }

    public TokenAudit Audit() => new(Vault, Sessions, Observations, Host.Clock);

    public async Task<List<KsefTokenTestResult>> RunAsync(AuditOptions? options, params KsefCredential[] credentials)
    {
        var results = new List<KsefTokenTestResult>();
        await foreach (
            var result in Audit()
                .RunAsync(
                    credentials,
                    options ?? new AuditOptions { Policy = Policy },
                    TestContext.Current.CancellationToken
                )
        )
            results.Add(result);
        return results;
    }

    public async Task<KsefTokenTestResult> RunAsync(KsefCredential credential) =>
        Assert.Single(await RunAsync(options: null, credential));

    /// <summary>The codes of a result without that of the law, which is found for every token that works.</summary>
    public static FindingCode[] CodesOf(KsefTokenTestResult result) =>
        [.. result.Findings.Select(finding => finding.Code).Where(code => code is not FindingCode.TokenEndsByLaw)];

    private KsefSessions NewSessions(SessionCache cache) =>
        new(
            cache,
            new KsefApiOptions
            {
                LoginLimitScope = Core.Api.LoginLimitScope.Off,
                MaxRetries = 1,
                RetryDelay = TimeSpan.Zero,
                AttemptTimeout = _attempt,
                MaxThrottleWait = TimeSpan.FromMilliseconds(200),
            },
            new SignInOptions { PollDelay = TimeSpan.Zero },
            _handler,
            Host.Clock
        );

    /// <summary>The first valid NIP that begins with the number.</summary>
    private static string NipOf(int number)
    {
        for (var rest = 111_111; ; rest++)
        for (var check = 0; check <= 9; check++)
            if (
                string.Create(CultureInfo.InvariantCulture, $"{number}{rest}{check}") is var text
                && Core.Identifiers.Nip.TryParse(text, out _)
            )
                return text;
    }
}
