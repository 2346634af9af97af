using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.SignIn;

/// <summary>
/// Opens sessions for credentials of any kind: what the secret is, token or certificate, its content says. Each
/// distinct secret is read once, however many clients it serves, and a vault that does not answer is asked once. Safe
/// for any number of threads; to be disposed of after the last use of the sessions, which sign with its keys.
/// </summary>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
public sealed class CredentialSessions(ISecretVault vault, KsefSessions sessions) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Dictionary<SecretAddress, CredentialSecret?> _secrets = [];
    private readonly HashSet<SecretAddress> _missing = [];
    private readonly Dictionary<string, SecretVaultException> _silentVaults = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Reads secrets ahead, a batch for each vault, so that many sessions need not ask one by one. What is wrong with
    /// one of them comes out when it is used.
    /// </summary>
    public async Task PreloadAsync(IEnumerable<SecretAddress> addresses, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            foreach (
                var group in addresses
                    .Distinct()
                    .Where(IsUnknown)
                    .GroupBy(KeyOfVault, StringComparer.OrdinalIgnoreCase)
                    .ToList()
            )
                await LoadAsync([.. group], cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>A credential's secret.</summary>
    /// <exception cref="CredentialException">There is none, or it is of no use.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    public Task<CredentialSecret> ReadAsync(KsefCredential credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return credential.SecretName is { Length: > 0 } name
            ? ReadAsync(new SecretAddress(credential.Vault, name), cancellationToken)
            : throw CredentialSentences.NotNamed(credential);
    }

    /// <summary>A secret, by its address: for an identity of the office.</summary>
    /// <exception cref="CredentialException">There is none, or it is of no use.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    public async Task<CredentialSecret> ReadAsync(SecretAddress address, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (IsUnknown(address))
                await LoadAsync([address], cancellationToken);
            if (_secrets.TryGetValue(address, out var secret))
                return secret ?? throw CredentialSentences.Unreadable(address);
            if (_silentVaults.TryGetValue(KeyOfVault(address), out var silent))
                throw new SecretVaultException(silent.Failure, silent.Vault, silent.Message, silent);
            throw CredentialSentences.Missing(address);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Opens a session of a client's credential in the client's own context.</summary>
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
    public async Task<KsefSession> OpenAsync(KsefCredential credential, bool fresh, CancellationToken cancellationToken)
    {
        var secret = await ReadAsync(credential, cancellationToken);
        var client = new ContextIdentifier(ContextType.Nip, credential.Nip);
        return await OpenAsync(credential.Environment, secret, client, fresh, cancellationToken);
    }

    /// <summary>
    /// Opens a session of a secret in a context: for an identity of the office at home or at a client's.
    /// </summary>
    /// <param name="environment">As office.yaml and profiles name it.</param>
    /// <param name="address">Where the secret is.</param>
    /// <param name="context">In whose name.</param>
    /// <param name="fresh">Signs in again whatever sessions are remembered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>Throws as the other one does.</remarks>
    public async Task<KsefSession> OpenAsync(
        string environment,
        SecretAddress address,
        ContextIdentifier context,
        bool fresh,
        CancellationToken cancellationToken
    )
    {
        var secret = await ReadAsync(address, cancellationToken);
        return await OpenAsync(environment, secret, context, fresh, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var secret in _secrets.Values)
            secret?.Material?.Dispose();
        _reading.Dispose();
    }

    private Task<KsefSession> OpenAsync(
        string environmentName,
        CredentialSecret secret,
        ContextIdentifier context,
        bool fresh,
        CancellationToken cancellationToken
    )
    {
        if (!KsefEnvironment.TryParse(environmentName, out var environment, out var error))
            throw new CredentialException(CredentialFailure.EnvironmentUnknown, error);
        return secret.Token is { } token
            ? sessions.OpenAsync(environment, context, token, fresh, cancellationToken)
            : sessions.OpenAsync(environment, context, secret.Material!, fresh, cancellationToken);
    }

    private bool IsUnknown(SecretAddress address) =>
        !_secrets.ContainsKey(address)
        && !_missing.Contains(address)
        && !_silentVaults.ContainsKey(KeyOfVault(address));

    private async Task LoadAsync(SecretAddress[] addresses, CancellationToken cancellationToken)
    {
        try
        {
            var found = await vault.ReadAsync(addresses, cancellationToken);
            foreach (var address in addresses)
                if (found.TryGetValue(address, out var text))
                    _secrets[address] = Parse(text);
                else
                    _missing.Add(address);
        }
        catch (SecretVaultException silent)
        {
            _silentVaults[KeyOfVault(addresses[0])] = silent;
        }
    }

    private static CredentialSecret? Parse(SecretText text)
    {
        if (TokenText.TryParse(text, out var token))
            return new CredentialSecret(token, Material: null);
        try
        {
            return new CredentialSecret(Token: null, KeyMaterial.FromVaultText(text));
        }
        catch (KeyMaterialException)
        {
            return null;
        }
    }

    private static string KeyOfVault(SecretAddress address) => address.Vault ?? "";
}
