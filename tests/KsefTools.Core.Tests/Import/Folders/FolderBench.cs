using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Folders;
using KsefTools.Core.Import.Undoing;
using KsefTools.Core.Keys;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Import.Folders;

/// <summary>An office of the environment test, a vault, and a folder as people keep the portal's files.</summary>
internal sealed class FolderBench : IDisposable
{
    public static readonly SecretText Password = new("Haslo-2027-kluczy");

    private readonly ManualClock _clock = new(TestMaterial.Now);
    private readonly OfficeBench _bench = new("test");

    public FolderBench() => Root = Directory.CreateDirectory(Path.Join(_bench.Root, "certyfikaty")).FullName;

    public OfficeFolder Office => _bench.Office;

    public InMemoryVault Vault { get; } = new();

    /// <summary>The folder that is imported.</summary>
    public string Root { get; }

    public static Nip Client(int number) => OfficeBench.NipNumber(number);

    public static KeyMaterial Seal(Nip nip, int days = 365) =>
        SelfSignedCertificates.Seal(
            nip.Value,
            $"Firma {nip}",
            KeyAlgorithm.Ec,
            TestMaterial.Clock,
            TimeSpan.FromDays(days)
        );

    public string PathOf(string name)
    {
        var path = Path.Join(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Writes the two files of the portal.</summary>
    public KeyMaterial WritePortal(string name, KeyMaterial material, SecretText? password = null)
    {
        File.WriteAllBytes(PathOf($"{name}.crt"), KeyMaterialExport.ToCertificatePem(material));
        File.WriteAllBytes(PathOf($"{name}.key"), KeyMaterialExport.ToKeyPem(material, password ?? Password));
        return material;
    }

    /// <summary>Certificate and key in one file that no password protects, which is quick to read.</summary>
    public KeyMaterial WriteOpen(string name, KeyMaterial material)
    {
        File.WriteAllText(PathOf(name), material.ToVaultText().Reveal());
        return material;
    }

    public void WriteSeals(int count)
    {
        for (var number = 1; number <= count; number++)
            WriteOpen($"{number}.pem", Seal(Client(number))).Dispose();
    }

    public string WriteClient(Nip nip, string more = "") =>
        _bench.WriteClient($"nip: \"{nip}\"\nname: Klient\n{more}", $"{nip}.yaml");

    public void WriteIdentity(string kind, string subject) =>
        _bench.WriteSettings(
            File.ReadAllText(Office.SettingsPath)
                .Replace(
                    "identities: []",
                    $"identities:\n  - name: ktoś\n    kind: {kind}\n    subject: \"{subject}\"",
                    StringComparison.Ordinal
                )
        );

    public CertificateFolder Read(KeyPasswords? passwords = null, params string[] paths) =>
        CertificateFolderReader.Read(paths.Length > 0 ? paths : [Root], passwords ?? new KeyPasswords([Password], []));

    public async Task<CertificatePlan> PlanAsync(
        ImportOptions? options = null,
        KeyPasswords? passwords = null,
        ISecretVault? vault = null
    ) =>
        await CertificatePlan.MakeAsync(
            Office,
            vault ?? Vault,
            Read(passwords),
            options ?? new ImportOptions(),
            TestMaterial.Clock,
            CancellationToken.None
        );

    public async Task<List<KsefImportResult>> ImportAsync(
        ImportOptions? options = null,
        KeyPasswords? passwords = null,
        ISecretVault? vault = null
    )
    {
        var plan = await PlanAsync(options, passwords, vault);
        var results = new List<KsefImportResult>();
        // Of two imports at one moment nobody could tell which was the last.
        _clock.Advance(TimeSpan.FromSeconds(1));
        await foreach (var result in new Importer(Office, vault ?? Vault, _clock).RunAsync(plan))
            results.Add(result);
        return results;
    }

    public Task<IReadOnlyList<KsefImportResult>> UndoAsync() =>
        ImportUndo.Find(Office, Vault)!.RunAsync(TestMaterial.Clock, CancellationToken.None);

    public ClientProfile? Profile(Nip nip) => Office.Profiles.Read(nip)?.Profile;

    /// <summary>The certificate that the client's file names and the vault holds; null where either lacks it.</summary>
    public string? SerialOf(Nip nip)
    {
        if (Profile(nip)?.Access.SingleOrDefault() is not { Kind: CredentialKind.Certificate, Secret: { } name } entry)
            return null;
        var found = Vault.ReadAsync([new SecretAddress("KsefVault", name)], CancellationToken.None).Result;
        using var material = found.Values.Select(KeyMaterial.FromVaultText).SingleOrDefault();
        return material?.Details.SerialNumber == entry.Serial ? entry.Serial : null;
    }

    public int Secrets => Vault.ListAsync("KsefVault", CancellationToken.None).Result.Count;

    /// <summary>A certificate as KSeF issues it to the office, with its key.</summary>
    public static KeyMaterial Issued(string issuer, X509KeyUsageFlags usage, int days = 700)
    {
        var key = KeyPair.Generate(KeyAlgorithm.Ec);
        var (from, to) = (TestMaterial.Now.AddDays(-30), TestMaterial.Now.AddDays(days));
        return KeyMaterial.Join(TestMaterial.Issue(key, issuer, usage, from, to), key);
    }

    public void Dispose() => _bench.Dispose();
}
