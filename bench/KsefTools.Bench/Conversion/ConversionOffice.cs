using KsefTools.Bench.Office;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Practice;

namespace KsefTools.Bench.Conversion;

/// <summary>An office on disk, with its seal, and clients whose tokens are to be replaced.</summary>
internal sealed class ConversionOffice : IDisposable
{
    private const string Seal = "ksef-bench-seal";

    private readonly TemporaryFolder _root = new("ksef-bench-");

    private ConversionOffice(string environment)
    {
        var path = Path.Combine(_root.Path, "office");
        var setup = new OfficeSetup
        {
            Nip = Nip.Parse("5260001246"),
            Name = "Bench",
            Environment = environment,
        };
        OfficeFolder.Initialize(path, setup);
        var settings = Path.Combine(path, "office.yaml");
        File.WriteAllText(
            settings,
            File.ReadAllText(settings)
                .Replace(
                    "identities: []",
                    $"""
                    identities:
                      - name: seal
                        kind: seal
                        subject: "{setup.Nip}"
                        secret: {Seal}
                    """,
                    StringComparison.Ordinal
                )
        );
        Folder = OfficeFolder.Open(path);
    }

    internal OfficeFolder Folder { get; }

    internal InMemoryVault Vault { get; } = new();

    internal IReadOnlyList<KsefCredential> Credentials =>
        [.. Folder.Profiles.ReadAll().SelectMany(read => read.Profile!.ToCredentialsInUse(Folder))];

    internal static async Task<ConversionOffice> CreateAsync(
        SandboxProcess sandbox,
        int clients,
        ConversionRoute route,
        CancellationToken cancellationToken
    )
    {
        var office = new ConversionOffice(sandbox.Environment.Name);
        var secrets = new Dictionary<SecretAddress, SecretText>
        {
            [new SecretAddress(Vault: null, Seal)] = await sandbox.CreateSealAsync(
                office.Folder.Settings.Nip,
                cancellationToken
            ),
        };
        foreach (var nip in Nips.Take(clients))
        {
            string[] permissions =
                route is ConversionRoute.ByToken ? ["InvoiceRead", "CredentialsManage"] : ["InvoiceRead"];
            var token = await sandbox.CreateTokenAsync(nip, permissions, cancellationToken);
            if (route is ConversionRoute.AlreadyGranted)
                await sandbox.GrantAsync(nip, office.Folder.Settings.Nip, cancellationToken);
            var secret = $"ksef-bench-{nip}-token";
            secrets[new SecretAddress(Vault: null, secret)] = token.Secret;
            office.Folder.Profiles.Create(
                new ClientProfile
                {
                    Nip = nip,
                    Name = $"Client {nip}",
                    Access =
                    [
                        new AccessEntry
                        {
                            Kind = CredentialKind.Token,
                            Secret = secret,
                            Reference = token.Reference.Value,
                        },
                    ],
                }
            );
        }
        await office.Vault.WriteAsync(secrets, cancellationToken);
        return office;
    }

    public void Dispose() => _root.Dispose();
}
