using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Credentials;

/// <summary>
/// The one door to a session with a secret of the vault: what the secret is, token or certificate, its content says,
/// and no token acts for another client than its own text names. Safe for any number of threads; to be disposed of
/// after the last use of the sessions, which sign with its keys.
/// </summary>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
public sealed class ClientSessions(ISecretVault vault, KsefSessions sessions) : IDisposable
{
    /// <summary>The secrets, each read once.</summary>
    public CredentialReader Secrets { get; } = new(vault);

    /// <inheritdoc/>
    public void Dispose() => Secrets.Dispose();

    /// <summary>Opens a session of a client's credential for the client.</summary>
    /// <param name="credential">Whose secret to use.</param>
    /// <param name="fresh">
    /// Signs in again whatever sessions are remembered: proves that the credential works, now.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CredentialException">
    /// The credential cannot be tried; a token of another client cannot, either.
    /// </exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    /// <exception cref="SignInException">KSeF refused the credential.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public Task<KsefSession> OpenAsync(ClientCredential credential, bool fresh, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return credential.Secret is { } secret
            ? OpenAsync(credential.Environment, secret, credential.Client, fresh, cancellationToken)
            : throw CredentialSentences.NotNamed(credential.Noun);
    }

    /// <summary>
    /// Signs in with a token that is in no vault yet. Nothing binds it to an environment: whoever calls answers for
    /// where it goes.
    /// </summary>
    /// <param name="environment">Which KSeF.</param>
    /// <param name="client">For which client.</param>
    /// <param name="token">The token.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CredentialException">
    /// The token's own text names another client; it was sent nowhere.
    /// </exception>
    /// <exception cref="SignInException">KSeF refused the token.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    internal Task<KsefSession> OpenUnstoredAsync(
        KsefEnvironment environment,
        ContextIdentifier client,
        TokenText token,
        CancellationToken cancellationToken
    ) => sessions.OpenWithTokenAsync(environment, client, token, fresh: true, cancellationToken);

    /// <summary>Does something in a client's session, with the first of its credentials that signs in.</summary>
    /// <param name="credentials">One client's, in the order in which to try them.</param>
    /// <param name="work">What is done; it is begun again with the next one where the credential is refused.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CredentialException">No credential can be tried.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    /// <exception cref="SignInException">KSeF refused every credential; the first refusal.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked, or refused what is done.</exception>
    public async Task<(T Result, KsefCredential Credential)> WithFirstAsync<T>(
        IReadOnlyList<KsefCredential> credentials,
        Func<KsefSession, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(work);
        Exception? first = null;
        foreach (var credential in credentials)
            try
            {
                var session = await OpenAsync(ClientCredential.Of(credential), fresh: false, cancellationToken);
                return (await work(session, cancellationToken), credential);
            }
            catch (Exception refusal)
                when (refusal is CredentialException or SignInException { SpeaksAboutCredential: true })
            {
                first ??= refusal;
            }
        throw first ?? CredentialSentences.NotNamed(credentials[0]);
    }

    /// <summary>
    /// Opens a session of a secret in a context: for an identity of the office at home or at a client's.
    /// </summary>
    /// <param name="environment">Which KSeF.</param>
    /// <param name="address">Where the secret is.</param>
    /// <param name="context">In whose name.</param>
    /// <param name="fresh">Signs in again whatever sessions are remembered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>Throws as the other one does.</remarks>
    public async Task<KsefSession> OpenAsync(
        KsefEnvironment environment,
        SecretAddress address,
        ContextIdentifier context,
        bool fresh,
        CancellationToken cancellationToken
    )
    {
        var secret = await ReadAsync(address, cancellationToken);
        return secret.Token is { } token
            ? await sessions.OpenWithTokenAsync(environment, context, token, fresh, cancellationToken)
            : await sessions.OpenAsync(environment, context, secret.Material!, fresh, cancellationToken);
    }

    /// <summary>
    /// A session that a token opened before and that KSeF still takes; null where there is none, or no such token.
    /// Never signs in, so it also serves with a token that is revoked.
    /// </summary>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    internal async Task<KsefSession?> FindRememberedAsync(
        KsefEnvironment environment,
        SecretAddress address,
        ContextIdentifier context,
        CancellationToken cancellationToken
    )
    {
        var secret = await Secrets.ReadAsync(address, cancellationToken);
        return secret switch
        {
            { Silence: { } silence } => throw silence,
            { Token: { } token } => await sessions.TryOpenRememberedAsync(
                environment,
                context,
                token,
                cancellationToken
            ),
            _ => null,
        };
    }

    /// <summary>
    /// Tries a client's token at another environment than its own, which the office named for that. Throws as
    /// <see cref="OpenAsync(ClientCredential, bool, CancellationToken)"/>.
    /// </summary>
    internal async Task<KsefSession> TryElsewhereAsync(
        ClientCredential credential,
        KsefEnvironment other,
        bool fresh,
        CancellationToken cancellationToken
    )
    {
        var address = credential.Secret ?? throw CredentialSentences.NotNamed(credential.Noun);
        var (home, client) = (credential.Environment, credential.Client);
        return (await ReadAsync(address, cancellationToken)).Token is { } token
            ? await sessions.OpenElsewhereAsync(home, other, client, token, fresh, cancellationToken)
            : throw CredentialSentences.Unreadable(address);
    }

    /// <summary>A secret that is there and of use.</summary>
    /// <exception cref="CredentialException">There is none, or it is of no use.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    internal async Task<SecretLookup> ReadAsync(SecretAddress address, CancellationToken cancellationToken)
    {
        var secret = await Secrets.ReadAsync(address, cancellationToken);
        return secret switch
        {
            { State: SecretState.Present } => secret,
            { State: SecretState.Missing } => throw CredentialSentences.Missing(address),
            { Silence: { } silence } => throw new SecretVaultException(
                silence.Failure,
                silence.Vault,
                silence.Message,
                silence
            ),
            _ => throw CredentialSentences.Unreadable(address),
        };
    }
}
