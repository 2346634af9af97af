using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Audit.Running;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Tokens;

/// <summary>
/// Lists the tokens that KSeF has in clients' contexts. Which ones a session may see is KSeF's decision: with
/// CredentialsRead or CredentialsManage all of the context, else the session's own (docs/ksef.md, Tokens).
/// </summary>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
public sealed class TokenInventory(ISecretVault vault, KsefSessions sessions)
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
        using var secrets = new SecretReader(vault);
        var query = new TokenQuery { Statuses = statuses };
        await foreach (
            var listing in ResultStream.RunAsync(
                cancel => secrets.ReadAsync(credentials, cancel),
                throttleLimit,
                (item, cancel) => ListAsync(item.Credential, item.Secret, query, cancel),
                cancellationToken
            )
        )
            yield return listing;
    }

    private async Task<TokenListing> ListAsync(
        KsefCredential credential,
        SecretLookup secret,
        TokenQuery query,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (secret.Token is not { } token)
                throw NoToken(credential, secret);
            var session = await sessions.OpenAsync(
                KsefEnvironment.Parse(credential.Environment),
                new ContextIdentifier(ContextType.Nip, credential.Nip),
                token,
                cancellationToken
            );
            var tokens = await TokenList.ReadAsync(session, query, cancellationToken);
            return new TokenListing(credential, [.. tokens.Select(token => TokenNouns.Of(credential, token))], null);
        }
        catch (Exception exception)
            when (exception
                    is KsefApiException
                        or SignInException
                        or CredentialException
                        or SecretVaultException
                        or NoTokenException
                        or FormatException
            )
        {
            return new TokenListing(credential, [], exception);
        }
    }

    private static Exception NoToken(KsefCredential credential, SecretLookup secret)
    {
        var why = secret.Problem.Length > 0 ? $" {secret.Problem}" : "";
        var see = CommandText.Of("Test-KsefToken").With(credential.Nip);
        var message = UiText.Of(
            $"Client {credential.Nip} ({credential.Name}) has no token to sign in with.{why} See {see}.",
            $"Klient {credential.Nip} ({credential.Name}) nie ma tokena, którym można się zalogować.{why} Zobacz {see}."
        );
        // A vault that says nothing does not say that there is none.
        return secret.State is SecretState.VaultSilent
            ? new SecretVaultException(SecretVaultFailure.Other, credential.Vault, message)
            : new NoTokenException(credential, message);
    }
}
