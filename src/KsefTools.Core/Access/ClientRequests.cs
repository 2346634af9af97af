using KsefTools.Core.Api;
using KsefTools.Core.Api.Contract;
using KsefTools.Core.Credentials;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Access;

/// <summary>
/// Sends requests that somebody wrote to the KSeF of a client, in the client's session. To be disposed of after the
/// last one.
/// </summary>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
public sealed class ClientRequests(ISecretVault vault, KsefSessions sessions) : IDisposable
{
    private readonly ClientSessions _clients = new(vault, sessions);

    /// <inheritdoc/>
    public void Dispose() => _clients.Dispose();

    /// <summary>Sends one.</summary>
    /// <param name="credentials">One client's, in the order in which to try them.</param>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Ends the wait; whether KSeF has done it may be unknown then.</param>
    /// <exception cref="CredentialException">No credential can be tried.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    /// <exception cref="SignInException">KSeF refused every credential; the first refusal.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked, refused, or gave a list without an end.</exception>
    public async Task<ClientAnswer> SendAsync(
        IReadOnlyList<KsefCredential> credentials,
        ContractRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Operation.NeedsSession)
        {
            var api = sessions.Api(ClientCredential.EnvironmentOf(credentials[0].Environment));
            return await ReadAsync(
                request,
                (page, cancel) => api.SendAsync(request, access: null, page, cancel),
                cancellationToken
            );
        }
        var (answer, credential) = await _clients.WithFirstAsync(
            credentials,
            (session, cancel) =>
                ReadAsync(
                    request,
                    (page, stop) =>
                        session.SendAsync((access, end) => session.Api.SendAsync(request, access, page, end), stop),
                    cancel
                ),
            cancellationToken
        );
        return answer with { SecretName = credential.SecretName };
    }

    private static async Task<ClientAnswer> ReadAsync(
        ContractRequest request,
        Func<string?, CancellationToken, Task<ContractAnswer>> send,
        CancellationToken cancellationToken
    )
    {
        if (!request.AllPages)
            return AnswerPage.Read(request, await send(null, cancellationToken)).ToAnswer();
        var pages = new AnswerPages(request, send);
        return await pages.ReadAsync(cancellationToken);
    }
}
