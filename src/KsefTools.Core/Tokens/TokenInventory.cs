using System.Runtime.CompilerServices;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Credentials;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Tokens;

/// <summary>
/// Lists the tokens that KSeF has in clients' contexts. Which ones a session may see is KSeF's decision: with
/// CredentialsRead or CredentialsManage all of the context, else the session's own (docs/ksef.md, Tokens).
/// </summary>
/// <param name="office">Whose profiles say which secret of ours a token is.</param>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
public sealed class TokenInventory(OfficeFolder office, ISecretVault vault, KsefSessions sessions)
{
    /// <summary>One listing for each credential, in the order in which they come.</summary>
    /// <param name="credentials">Whose sessions to use.</param>
    /// <param name="statuses">Which tokens to list; empty for all.</param>
    /// <param name="throttleLimit">Clients worked on at the same time.</param>
    /// <param name="cancellationToken">Ends the work and waits for it.</param>
    public async IAsyncEnumerable<TokenListing> RunAsync(
        IReadOnlyCollection<KsefCredential> credentials,
        IReadOnlyList<string> statuses,
        int throttleLimit,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var clients = new ClientSessions(vault, sessions);
        var query = new TokenQuery { Statuses = statuses };
        var ours = office
            .ReadCredentials()
            .Where(credential => credential is { Reference: not null, SecretName: not null })
            .ToLookup(credential => credential.Reference!, credential => credential.SecretName, StringComparer.Ordinal);
        await foreach (
            var listing in ResultStream.RunAsync(
                cancel => clients.Secrets.ReadAsync(credentials, cancel),
                throttleLimit,
                (item, cancel) => ListAsync(item.Credential, item.Secret, clients, query, cancel),
                (item, fault) => new TokenListing(item.Credential, [], fault),
                cancellationToken
            )
        )
            yield return listing with
            {
                Tokens =
                [
                    .. listing.Tokens.Select(token =>
                        token with
                        {
                            SecretName = ours[token.Reference].FirstOrDefault(),
                        }
                    ),
                ],
            };
    }

    private static async Task<TokenListing> ListAsync(
        KsefCredential credential,
        SecretLookup secret,
        ClientSessions clients,
        TokenQuery query,
        CancellationToken cancellationToken
    )
    {
        if (secret is { Token: null, Material: null })
            throw NothingToSignIn(credential, secret);
        var known = ClientCredential.Of(credential);
        var session = await clients.OpenAsync(known, fresh: false, cancellationToken);
        var tokens = await TokenList.ReadAsync(session, query, cancellationToken);
        return new TokenListing(credential, [.. tokens.Select(token => TokenNouns.Of(credential, token))], null);
    }

    private static Exception NothingToSignIn(KsefCredential credential, SecretLookup secret)
    {
        var why = secret.Problem.Length > 0 ? $" {secret.Problem}" : "";
        var see = CommandText.Of("Test-KsefToken").With(credential.Nip);
        var message = UiText.Of(
            $"Client {credential.Nip} ({credential.Name}) has nothing to sign in with.{why} See {see}.",
            $"Klient {credential.Nip} ({credential.Name}) nie ma poświadczenia, którym można się zalogować.{why} "
                + $"Zobacz {see}."
        );
        // A vault that says nothing does not say that there is none.
        return secret.Silence is { } silence
            ? new SecretVaultException(silence.Failure, credential.Vault, message, silence)
            : new NoTokenException(message);
    }
}
