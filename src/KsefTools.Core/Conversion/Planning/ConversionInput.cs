using System.Runtime.CompilerServices;
using KsefTools.Core.Credentials;
using KsefTools.Core.Office;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>
/// From credentials as they come to clients with their tokens, read from the vault in batches: the first clients are at
/// work while the next ones are read. What else a client's file names is left alone, but for tokens that are retired
/// already.
/// </summary>
internal sealed class ConversionInput(ConversionScene scene)
{
    /// <summary>Each client once, in the order in which it was first named.</summary>
    public async IAsyncEnumerable<ClientTokens> Clients(
        IReadOnlyList<KsefCredential> credentials,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var flat = credentials
            .GroupBy(credential => credential.Nip, StringComparer.Ordinal)
            .SelectMany(client => TokensOf(client.Key, [.. client]))
            .ToList();
        string? nip = null;
        var tokens = new List<(KsefCredential, SecretLookup)>();
        await foreach (var (credential, secret) in scene.Credentials.Secrets.ReadAsync(flat, cancellationToken))
        {
            if (nip is not null && !string.Equals(nip, credential.Nip, StringComparison.Ordinal))
            {
                yield return new ClientTokens(nip, [.. tokens]);
                tokens.Clear();
            }
            nip = credential.Nip;
            tokens.Add((credential, secret));
        }
        if (nip is not null)
            yield return new ClientTokens(nip, [.. tokens]);
    }

    private List<KsefCredential> TokensOf(string nip, IReadOnlyList<KsefCredential> named)
    {
        var chosen = named.Where(credential => credential.Kind is CredentialKind.Token).ToList();
        // What was retired is read only where it may have to be revoked: each costs a sign-in.
        if (scene.Options.RevokeToken && scene.Profiles.TryGetValue(nip, out var profile))
            chosen.AddRange(
                profile
                    .ToKsefCredentials(scene.Office)
                    .Where(credential =>
                        credential.RetiredOn is not null
                        && !chosen.Exists(known =>
                            string.Equals(known.SecretName, credential.SecretName, StringComparison.Ordinal)
                            && string.Equals(known.Vault, credential.Vault, StringComparison.OrdinalIgnoreCase)
                        )
                    )
            );
        return chosen.Count > 0 ? chosen : [named[0] with { Kind = CredentialKind.Token, SecretName = null }];
    }
}
