using System.Net.Http.Json;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Office;
using KsefTools.Practice;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Certificates;
using KsefTools.Testing.Vaults;
using ContextIdentifier = KsefTools.Core.Identifiers.ContextIdentifier;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>
/// An office with a seal, its vault, and KSeF: what outlives a process. <see cref="Start"/> begins a process on it.
/// </summary>
internal sealed class EnrolmentBench : IDisposable
{
    public const string Enrol = "POST enrollments";

    private readonly TemporaryFolder _root = new("ksef-enrolment-");
    private readonly SandboxHost _sandbox;
    private readonly Nip _nip;
    private readonly Lazy<KeyMaterial> _seal;

    /// <summary>An office on a sandbox that may serve many, each with a seal of its own.</summary>
    /// <param name="sandbox">Where its KSeF is.</param>
    /// <param name="clock">The time of both.</param>
    /// <param name="number">Which office.</param>
    /// <param name="vault">
    /// Makes its vault, given the folder that is the office's alone; null for one in memory.
    /// </param>
    public EnrolmentBench(SandboxHost sandbox, ManualClock clock, int number, Func<string, ISecretVault>? vault = null)
    {
        (_sandbox, Clock, _nip) = (sandbox, clock, OfficeBench.NipNumber(number));
        Vault = vault?.Invoke(Folder) ?? new InMemoryVault();
        Environment = KsefEnvironment.Parse(sandbox.BaseAddress.AbsoluteUri);
        OfficePath = Path.Combine(Folder, "office");
        OfficeFolder.Initialize(
            OfficePath,
            new OfficeSetup
            {
                Nip = _nip,
                Name = "Biuro Rachunkowe Sigma",
                Environment = Environment.Name,
                Vault = "KsefVault",
            }
        );
        var settings = Path.Combine(OfficePath, "office.yaml");
        File.WriteAllText(
            settings,
            File.ReadAllText(settings)
                .Replace(
                    "identities: []",
                    $"""
                    identities:
                      - name: seal  # the director keeps the card
                        kind: seal
                        subject: "{_nip}"
                    """,
                    StringComparison.Ordinal
                )
        );
        _seal = new Lazy<KeyMaterial>(() =>
            SelfSignedCertificates.Seal(_nip.Value, "Biuro Sigma", KeyAlgorithm.Ec, Clock, TimeSpan.FromDays(1000))
        );
    }

    public ManualClock Clock { get; }

    public KsefEnvironment Environment { get; }

    /// <summary>Its owner's alone, and gone with the bench.</summary>
    public string Folder => _root.Path;

    public string OfficePath { get; }

    public OfficeFolder Office => OfficeFolder.Open(OfficePath);

    public ISecretVault Vault { get; }

    /// <summary>Writes so far, over all processes.</summary>
    public int VaultWrites { get; set; }

    public int CountWrite() => ++VaultWrites;

    public World World => _sandbox.World;

    public SandboxSettings Settings => _sandbox.Main.Settings;

    public SubjectIdentifier Subject => SubjectIdentifier.Nip(_nip.Value);

    public ContextIdentifier Context => ContextIdentifier.Of(_nip);

    /// <summary>The seal of a trust service provider, as it were: what signs in for the first certificate.</summary>
    public KeyMaterial Seal => _seal.Value;

    public EnrolmentOrder Order =>
        new()
        {
            Holder = CertificateHolder.OfIdentity("seal"),
            Environment = Environment,
            Context = Context,
        };

    public IReadOnlyList<CertificateRecord> Issued => [.. World.Certificates.Of(Subject)];

    public SecretAddress? Named =>
        Office.Settings.Identities[0].Secret is { } secret ? new SecretAddress("KsefVault", secret) : null;

    public EnrolmentProcess Start(Fate? fate = null, FatefulVault? vault = null, EnrolmentOptions? options = null) =>
        new(this, fate ?? new Fate(), vault, options);

    public Task<EnrolmentResult> EnrolAsync() => EnrolAsync(Order);

    public async Task<EnrolmentResult> EnrolAsync(EnrolmentOrder order)
    {
        using var process = Start();
        return await process.EnrolAsync(order);
    }

    public async Task<IReadOnlyDictionary<string, SecretText>> SecretsAsync()
    {
        var names = await Vault.ListAsync("KsefVault", default);
        var found = await Vault.ReadAsync([.. names.Select(name => new SecretAddress("KsefVault", name))], default);
        return found.ToDictionary(pair => pair.Key.Name, pair => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>The certificates in KSeF whose key is nowhere in the vault.</summary>
    public async Task<IReadOnlyList<string>> KeylessAsync()
    {
        var secrets = (await SecretsAsync()).Values;
        return
        [
            .. Issued.Where(issued => !secrets.Any(secret => IsKeyOf(secret, issued))).Select(issued => issued.Name),
        ];
    }

    /// <summary>Sets this identity's quotas, as KSeF's test data allow.</summary>
    public async Task LimitAsync(int enrolments, int certificates)
    {
        using var process = Start();
        var session = await process.Sessions.OpenAsync(Environment, Context, Seal, fresh: false, default);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", session.Token.Text.Reveal());
        using var answer = await http.PostAsJsonAsync(
            $"{Environment.BaseAddress}testdata/limits/subject/certificate",
            new
            {
                subjectIdentifierType = "Nip",
                enrollment = new { maxEnrollments = enrolments },
                certificate = new { maxCertificates = certificates },
            }
        );
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What another program of the same identity does, which knows nothing of our locks.</summary>
    public async Task SpendEnrolmentAsync(EnrolmentProcess process)
    {
        var session = await process.Sessions.OpenAsync(Environment, Context, Seal, fresh: false, default);
        var subject = await session.Api.GetEnrollmentSubjectAsync(session.Token, default);
        using var key = KeyPair.Generate(KeyAlgorithm.Ec);
        var request = new EnrollCertificateRequest(
            "Inny program",
            "Authentication",
            CertificateRequests.Create(subject, key),
            ValidFrom: null
        );
        await session.Api.EnrollCertificateAsync(session.Token, request, default);
    }

    public string JournalText() =>
        string.Concat(
            Directory
                .EnumerateFiles(Path.Combine(OfficePath, ".state", "journal"))
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText)
        );

    public void Dispose()
    {
        if (_seal.IsValueCreated)
            _seal.Value.Dispose();
        _root.Dispose();
    }

    private static bool IsKeyOf(SecretText secret, CertificateRecord issued)
    {
        using var certificate = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(
            issued.Der
        );
        if (secret.Reveal().Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
        {
            using var material = KeyMaterial.FromVaultText(secret);
            return material.Key.Matches(certificate);
        }
        using var key = KeyPair.FromVaultText(secret);
        return key.Matches(certificate);
    }
}
