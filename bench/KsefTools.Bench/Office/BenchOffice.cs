using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;

namespace KsefTools.Bench.Office;

/// <summary>An office in memory: a credential and a secret for each client, each with a token in the sandbox.</summary>
internal sealed record BenchOffice(IReadOnlyList<KsefCredential> Credentials, InMemoryVault Vault)
{
    private const string VaultName = "bench";

    internal IReadOnlyList<TokenText> Tokens { get; private init; } = [];

    internal static async Task<BenchOffice> CreateAsync(
        SandboxProcess sandbox,
        int clients,
        CancellationToken cancellationToken
    )
    {
        var vault = new InMemoryVault();
        var secrets = new Dictionary<SecretAddress, SecretText>();
        var credentials = new List<KsefCredential>();
        var tokens = new List<TokenText>();
        foreach (var nip in Nips.Take(clients))
        {
            var token = await sandbox.CreateTokenAsync(nip, cancellationToken);
            var address = new SecretAddress(VaultName, $"ksef-bench-{nip}-token");
            secrets[address] = token.Secret;
            tokens.Add(token);
            credentials.Add(
                new KsefCredential
                {
                    Nip = nip.Value,
                    Name = $"Client {nip}",
                    Environment = sandbox.Environment.Name,
                    Kind = CredentialKind.Token,
                    SecretName = address.Name,
                    Vault = address.Vault,
                    Reference = token.Reference.Value,
                    Path = "client.yaml",
                    OfficePath = ".",
                }
            );
        }
        await vault.WriteAsync(secrets, cancellationToken);
        return new BenchOffice(credentials, vault) { Tokens = tokens };
    }
}
