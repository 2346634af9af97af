using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Credentials;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Access;

/// <summary>The office's sessions at clients: what is open, its end, and an access token for other programs.</summary>
/// <param name="office">Whose clients they are.</param>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
/// <param name="time">The clock.</param>
public sealed class SessionCare(OfficeFolder office, ISecretVault vault, KsefSessions sessions, TimeProvider time)
{
    /// <summary>What each credential's session is shown: those of its own subject at the client.</summary>
    /// <param name="credentials">Whose sessions to use.</param>
    /// <param name="throttleLimit">Clients worked on at the same time.</param>
    /// <param name="cancellationToken">Ends the work and waits for it.</param>
    public async IAsyncEnumerable<SessionListing> ListAsync(
        IReadOnlyCollection<KsefCredential> credentials,
        int throttleLimit,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var clients = new ClientSessions(vault, sessions);
        await foreach (
            var listing in ResultStream.RunAsync(
                _ => credentials.ToAsyncEnumerable(),
                throttleLimit,
                async (credential, cancel) =>
                    new SessionListing(credential, await ListAsync(credential, clients, cancel), Failure: null),
                (credential, fault) => new SessionListing(credential, [], fault),
                cancellationToken
            )
        )
            yield return listing;
    }

    /// <summary>Closes a session, with the credential whose session showed it. Access tokens live to their
    /// end.</summary>
    /// <exception cref="CredentialException">The credential cannot be tried.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked, or refused.</exception>
    /// <exception cref="SignInException">KSeF refused the sign-in.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    public async Task<KsefOpenSession> CloseAsync(
        KsefCredential credential,
        string reference,
        CancellationToken cancellationToken
    )
    {
        using var clients = new ClientSessions(vault, sessions);
        var session = await clients.OpenAsync(ClientCredential.Of(credential), fresh: false, cancellationToken);
        await session.SendAsync(
            async (access, _) =>
            {
                await session.Api.CloseSessionAsync(access, reference, CancellationToken.None);
                return true;
            },
            CancellationToken.None
        );
        return Noun(credential, reference) with { IsClosed = true };
    }

    /// <summary>
    /// An access token for a client, from what is remembered where it still lives long enough; of several credentials,
    /// the first that signs in.
    /// </summary>
    /// <param name="credentials">One client's, in the order in which to try them.</param>
    /// <param name="atLeast">How long it must still live; refreshed where it does not.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The token, the credential that opened its session, and what it may do.</returns>
    /// <exception cref="CredentialException">No credential can be tried.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    /// <exception cref="SignInException">KSeF refused every credential; the first refusal.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    public async Task<(AccessToken Token, KsefCredential Credential, IReadOnlyList<string> Permissions)> TokenForAsync(
        IReadOnlyList<KsefCredential> credentials,
        TimeSpan atLeast,
        CancellationToken cancellationToken
    )
    {
        using var clients = new ClientSessions(vault, sessions);
        var ((token, permissions), credential) = await clients.WithFirstAsync(
            credentials,
            async (session, cancel) =>
            {
                var token = await session.TokenForAsync(atLeast, time.GetUtcNow(), cancel);
                return (token, EffectivePermissions.Of(session.Claims)?.Names ?? []);
            },
            cancellationToken
        );
        return (token, credential, permissions);
    }

    private async Task<IReadOnlyList<KsefOpenSession>> ListAsync(
        KsefCredential credential,
        ClientSessions clients,
        CancellationToken cancellationToken
    )
    {
        var session = await clients.OpenAsync(ClientCredential.Of(credential), fresh: false, cancellationToken);
        var open = await OpenSessions.ListAsync(session, cancellationToken);
        return [.. open.Select(one => Noun(credential, one))];
    }

    private KsefOpenSession Noun(KsefCredential credential, SignInSession session) =>
        Noun(credential, session.ReferenceNumber) with
        {
            Method = session.AuthenticationMethodInfo?.Category,
            StartedOn = session.StartDate,
            LastRefreshedOn = session.LastTokenRefreshDate,
            ValidTo = session.RefreshTokenValidUntil,
            IsCurrent = session.IsCurrent is true,
        };

    private KsefOpenSession Noun(KsefCredential credential, string reference) =>
        new()
        {
            Nip = credential.Nip,
            Name = credential.Name,
            Environment = credential.Environment,
            Reference = reference,
            SecretName = credential.SecretName,
            Vault = credential.Vault,
            OfficePath = office.Path,
        };
}
