using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tokens.Making;
using KsefTools.Core.Tokens.Making.Running;

namespace KsefTools.Core.Tokens.Ending;

/// <summary>The office's ways into one client's context: what its profile names, then who may make its
/// tokens.</summary>
internal sealed class ClientWays(
    TokenScene scene,
    ClientSessions clients,
    KsefEnvironment environment,
    ClientProfile profile
)
{
    private readonly TokenMakers _makers = new(scene, clients, environment, profile);

    private ContextIdentifier Client => ContextIdentifier.Of(profile.Nip);

    /// <summary>Sessions that may be let revoke a token other than their own, those of tokens first.</summary>
    /// <param name="except">A token that is about to go.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    /// <exception cref="SignInException">KSeF did not answer a sign-in.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    public async IAsyncEnumerable<KsefSession> ManagersAsync(
        SecretAddress? except,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var secret in Tokens().Where(secret => secret != except))
            if (
                await TryOpenAsync(secret, fresh: false, cancellationToken) is { } session
                && EffectivePermissions.Of(session.Claims)?.Allows("CredentialsManage") is not false
            )
                yield return session;
        await foreach (var maker in _makers.OpenAsync(cancellationToken))
            yield return maker.Session;
    }

    /// <summary>Sessions that KSeF shows every token of the context; those that see their own alone are left
    /// out.</summary>
    /// <remarks>Throws as <see cref="ManagersAsync"/> does.</remarks>
    public async IAsyncEnumerable<KsefSession> WatchersAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var secret in Tokens())
            if (
                await TryOpenAsync(secret, fresh: false, cancellationToken) is { } session
                && EffectivePermissions.Of(session.Claims)?.MaySeeAllTokens is true
            )
                yield return session;
        await foreach (var maker in _makers.OpenAsync(cancellationToken))
            if (maker.SeesAll)
                yield return maker.Session;
    }

    /// <summary>
    /// Whether another credential of the profile works, now: it signs in and may do something. Stops at the first.
    /// </summary>
    /// <param name="except">The token that is about to go.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>Throws as <see cref="ManagersAsync"/> does.</remarks>
    public async Task<bool> HasOtherAsync(SecretAddress except, CancellationToken cancellationToken)
    {
        var others = profile
            .ToCredentialsInUse(scene.Office)
            .Where(credential => credential.SecretName is { Length: > 0 })
            .OrderByDescending(credential => credential.Kind)
            .Select(credential => new SecretAddress(credential.Vault, credential.SecretName!));
        foreach (var secret in others.Where(secret => secret != except).Distinct())
            if (
                await TryOpenAsync(secret, fresh: true, cancellationToken) is { } session
                && EffectivePermissions.Of(session.Claims) is not { IsEmpty: true }
            )
                return true;
        return false;
    }

    private IEnumerable<SecretAddress> Tokens() =>
        profile
            .Access.Where(entry => entry is { Kind: CredentialKind.Token, Secret: not null })
            .OrderBy(entry => entry.RetiredOn is not null)
            .Select(entry => SecretUse.AddressOf(scene.Office, entry));

    private async Task<KsefSession?> TryOpenAsync(SecretAddress secret, bool fresh, CancellationToken cancellationToken)
    {
        try
        {
            return await clients.OpenAsync(environment, secret, Client, fresh, cancellationToken);
        }
        catch (Exception refusal)
            when (refusal
                    is CredentialException
                        or SignInException { SpeaksAboutCredential: true }
                        or KsefApiException { Kind: ApiErrorKind.SecretOfOtherEnvironment }
            )
        {
            return null;
        }
    }
}
