using KsefTools.Core.Api;
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
        List<string> texts = [];
        foreach (var nip in Nips.Take(clients))
            texts.Add((await sandbox.CreateTokenAsync(nip, cancellationToken)).Secret.Reveal());
        return await OfAsync(sandbox.Environment, texts, cancellationToken);
    }

    /// <summary>The office whose clients have these tokens.</summary>
    internal static async Task<BenchOffice> OfAsync(
        KsefEnvironment environment,
        IEnumerable<string> texts,
        CancellationToken cancellationToken
    )
    {
        var vault = new InMemoryVault();
        var secrets = new Dictionary<SecretAddress, SecretText>();
        var credentials = new List<KsefCredential>();
        var tokens = new List<TokenText>();
        foreach (var text in texts)
        {
            var token = TokenText.TryParse(text, out var read) ? read : throw new FormatException("This is no token.");
            var nip = token.Context!.Value;
            var address = new SecretAddress(VaultName, $"ksef-bench-{nip}-token");
            secrets[address] = token.Secret;
            tokens.Add(token);
            credentials.Add(
                new KsefCredential
                {
                    Nip = nip,
                    Name = $"Client {nip}",
                    Environment = environment.Name,
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
