using KsefTools.Core.Conversion;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Office;
using KsefTools.Practice;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>
/// An office with a seal and an employee, its clients, their tokens, and KSeF: what outlives a process.
/// </summary>
internal sealed class ConversionBench : IDisposable
{
    public const string Employee = "44051401359";
    public const string VaultName = "KsefVault";

    private readonly TemporaryFolder _root = new("ksef-conversion-");
    private readonly SandboxHost _sandbox;
    private readonly int _number;
    private int _clients;

    /// <summary>An office on a sandbox that may serve many, each with a NIP of its own.</summary>
    /// <param name="sandbox">Where its KSeF is.</param>
    /// <param name="clock">The time of both.</param>
    /// <param name="number">Which office.</param>
    /// <param name="vault">
    /// Makes its vault, given the folder that is the office's alone; null for one in memory.
    /// </param>
    public ConversionBench(
        SandboxHost sandbox,
        ManualClock clock,
        int number = 0,
        Func<string, ISecretVault>? vault = null
    )
    {
        (_sandbox, Clock, _number) = (sandbox, clock, number);
        Vault = vault?.Invoke(Folder) ?? new InMemoryVault();
        OfficeNip = OfficeBench.NipNumber(900 - number).Value;
        OfficePath = Path.Combine(_root.Path, "office");
        OfficeFolder.Initialize(
            OfficePath,
            new OfficeSetup
            {
                Nip = Nip.Parse(OfficeNip),
                Name = "Biuro Rachunkowe Sigma",
                Environment = sandbox.BaseAddress.AbsoluteUri,
                Vault = VaultName,
            }
        );
        World.AddSubject(new SubjectRecord(OfficeNip, "Biuro Rachunkowe Sigma"));
        Keep("ksef-office-seal", new CertificatePlan(SubjectIdentifier.Nip(OfficeNip)));
        Keep("ksef-office-anna", new CertificatePlan(SubjectIdentifier.Pesel(Employee)));
        var settings = Path.Combine(OfficePath, "office.yaml");
        File.WriteAllText(
            settings,
            File.ReadAllText(settings)
                .Replace(
                    "identities: []",
                    $"""
                    identities:
                      - name: seal
                        kind: seal
                        subject: "{OfficeNip}"
                        secret: ksef-office-seal
                      - name: anna
                        kind: person
                        subject: "{Employee}"
                        secret: ksef-office-anna
                    """,
                    StringComparison.Ordinal
                )
        );
    }

    public ManualClock Clock { get; }

    public string OfficeNip { get; }

    /// <summary>Its owner's alone, and gone with the bench.</summary>
    public string Folder => _root.Path;

    public string OfficePath { get; }

    public OfficeFolder Office => OfficeFolder.Open(OfficePath);

    public ISecretVault Vault { get; }

    public World World => _sandbox.World;

    public SandboxSettings Settings => _sandbox.Main.Settings;

    public FaultRules Faults => _sandbox.Main.Faults;

    /// <summary>A client whose token, made by its owner, may do what is named.</summary>
    public ConversionClient AddClient(params Permission[] permissions) => AddClient(expected: [], permissions);

    /// <summary>A client whose profile expects something.</summary>
    public ConversionClient AddClient(IReadOnlyList<string> expected, params Permission[] permissions)
    {
        var nip = OfficeBench.NipNumber((_number * 5) + _clients++).Value;
        World.AddSubject(new SubjectRecord(nip, $"Klient {nip}"));
        return Add(nip, expected, permissions);
    }

    /// <summary>A client by its NIP: the office itself, for example.</summary>
    public ConversionClient AddClientOf(string nip, params Permission[] permissions) =>
        Add(nip, expected: [], permissions);

    /// <summary>A part of a client, whose token may do what is named.</summary>
    public ConversionClient AddPart(ConversionClient client, params Permission[] permissions)
    {
        var parts = Office.Profiles.ReadWithParts(Nip.Parse(client.Nip)).Count;
        return Add(OfficeBench.PartOf(client.Nip, parts), expected: [], permissions);
    }

    private ConversionClient Add(string nip, IReadOnlyList<string> expected, Permission[] permissions)
    {
        var (context, owner) = (ConversionClient.ContextOf(nip), SubjectIdentifier.Nip(nip[..10]));
        var token = permissions.Length == 0 ? null : World.CreateToken(context, owner, permissions);
        var secret = $"ksef-{nip}-token";
        if (token is not null)
            Keep(secret, token.Secret);
        Office.Profiles.Create(
            new ClientProfile
            {
                Nip = ClientId.Parse(nip),
                Name = $"Klient {nip}",
                Contact = "ksiegowosc@klient.example",
                Permissions = expected,
                Access = token is null
                    ? []
                    :
                    [
                        new AccessEntry
                        {
                            Kind = CredentialKind.Token,
                            Secret = secret,
                            Reference = token.ReferenceNumber,
                        },
                    ],
            }
        );
        return new ConversionClient(nip, token?.ReferenceNumber, new SecretAddress(VaultName, secret));
    }

    /// <summary>One more token of a client.</summary>
    public ConversionClient AddToken(ConversionClient client, params Permission[] permissions)
    {
        var token = World.CreateToken(client.Context, client.Owner, permissions);
        var secret = $"{client.Secret.Name}-{token.ReferenceNumber[^2..]}";
        Keep(secret, token.Secret);
        AddAccess(
            client,
            new AccessEntry
            {
                Kind = CredentialKind.Token,
                Secret = secret,
                Reference = token.ReferenceNumber,
            }
        );
        return new ConversionClient(client.Nip, token.ReferenceNumber, new SecretAddress(VaultName, secret));
    }

    public void AddAccess(ConversionClient client, AccessEntry entry)
    {
        var profile = Office.Profiles.Read(ClientId.Parse(client.Nip))!.Profile!;
        Office.Profiles.Patch(profile, editor => editor.AddAccess(entry));
    }

    /// <summary>A client whose move takes a route.</summary>
    public ConversionClient AddClientFor(ConversionRoute route)
    {
        if (route is ConversionRoute.ByToken)
            return AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        var client = AddClient(Permission.InvoiceRead);
        Grant(client, permissions: Permission.InvoiceRead);
        return client;
    }

    /// <summary>The client lets the office in.</summary>
    public void Grant(ConversionClient client, bool canDelegate = false, params Permission[] permissions)
    {
        foreach (var permission in permissions)
            World.AddGrant(
                GrantRecord.ToEntity(
                    Guid.NewGuid(),
                    client.Context,
                    OfficeNip,
                    permission,
                    canDelegate,
                    Clock.GetUtcNow()
                )
            );
    }

    /// <summary>Somebody edits the token's entry in the client's file.</summary>
    public void ChangeToken(ConversionClient client, Func<AccessEntry, AccessEntry> change)
    {
        var profile = Office.Profiles.Read(ClientId.Parse(client.Nip))!.Profile!;
        Office.Profiles.Patch(profile, editor => editor.ReplaceAccess(0, change(editor.Profile.Access[0])));
    }

    /// <summary>Somebody writes into the profile that another identity serves the client.</summary>
    public void LetServe(ConversionClient client, string identity)
    {
        var profile = Office.Profiles.Read(ClientId.Parse(client.Nip))!.Profile!;
        var index = profile.Access.ToList().FindIndex(entry => entry.Identity is not null);
        var entry = profile.Access[index] with { Identity = identity };
        Office.Profiles.Patch(profile, editor => editor.ReplaceAccess(index, entry));
    }

    /// <summary>
    /// The client has a certificate of its own, which the office keeps; under a name of ours, whether or not the
    /// client's file names it.
    /// </summary>
    public string AddOwnCertificate(
        ConversionClient client,
        KsefCertificateType type = KsefCertificateType.Authentication,
        bool isNamed = true
    )
    {
        var office = Office;
        var tag = type.ToString().ToLowerInvariant();
        var secret = SecretNames.ForCertificate(office.Settings.Environment, client.Nip, tag, office.Id);
        Keep(secret, new CertificatePlan(client.Owner) { Type = type });
        if (isNamed)
            AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Secret = secret });
        return secret;
    }

    /// <summary>What the office's seal, or somebody else, may do at the client.</summary>
    public IEnumerable<GrantRecord> GrantsAt(ConversionClient client) => World.GrantsIn(client.Context);

    public IReadOnlyList<AccessEntry> AccessOf(ConversionClient client) =>
        Office.Profiles.Read(ClientId.Parse(client.Nip))!.Profile!.Access;

    public void Keep(string secret, string text) =>
        Vault
            .WriteAsync(
                new Dictionary<SecretAddress, SecretText> { [new SecretAddress(VaultName, secret)] = new(text) },
                default
            )
            .GetAwaiter()
            .GetResult();

    public void Keep(string secret, CertificatePlan plan)
    {
        var planted = plan.Plant(_sandbox.Main);
        Keep(secret, $"{planted.Certificate}\n{planted.PrivateKey}\n");
    }

    public ConversionProcess Start(Fate? fate = null) => new(this, fate ?? new Fate());

    public async Task<IReadOnlyList<KsefConversion>> ConvertAsync(ConversionOptions? options = null)
    {
        using var process = Start();
        return await process.ConvertAsync(options);
    }

    /// <summary>One client's result.</summary>
    public async Task<KsefConversion> ConvertAsync(ConversionClient client, ConversionOptions? options = null) =>
        Assert.Single(await ConvertAsync(options), result => result.Nip == client.Nip);

    public string JournalText()
    {
        var folder = Path.Combine(OfficePath, ".state", "journal");
        return Directory.Exists(folder) ? string.Concat(Directory.EnumerateFiles(folder).Select(File.ReadAllText)) : "";
    }

    public void Dispose() => _root.Dispose();
}
