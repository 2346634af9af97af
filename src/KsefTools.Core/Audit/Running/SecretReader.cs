using System.Runtime.CompilerServices;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Audit.Running;

/// <summary>
/// Reads the secrets of credentials in batches: a vault takes some 10 ms for each, so the first batch is at work at
/// KSeF while the next is read. A vault that is locked is asked once, not once a batch; so is a certificate that many
/// clients share.
/// </summary>
internal sealed class SecretReader(ISecretVault vault) : IDisposable
{
    private const int BatchSize = 25;

    private readonly CertificateSecrets _certificates = new();
    private readonly Dictionary<string, string> _silentVaults = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Ends the keys that were read.</summary>
    public void Dispose() => _certificates.Dispose();

    /// <summary>
    /// One answer for each credential, in order. Certificates with their keys live as long as this reader.
    /// </summary>
    public async IAsyncEnumerable<(KsefCredential Credential, SecretLookup Secret)> ReadAsync(
        IEnumerable<KsefCredential> credentials,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var batch in credentials.Chunk(BatchSize))
        {
            var secrets = new Dictionary<SecretAddress, SecretText>();
            foreach (var group in batch.Where(IsToRead).GroupBy(KeyOfVault, StringComparer.OrdinalIgnoreCase))
                await ReadVaultAsync([.. group.Select(AddressOf).Distinct()], group.Key, secrets, cancellationToken);
            foreach (var credential in batch)
                yield return (credential, Judge(credential, secrets));
        }
    }

    private async Task ReadVaultAsync(
        SecretAddress[] addresses,
        string vaultKey,
        Dictionary<SecretAddress, SecretText> secrets,
        CancellationToken cancellationToken
    )
    {
        if (_silentVaults.ContainsKey(vaultKey))
            return;
        try
        {
            foreach (var (address, secret) in await vault.ReadAsync(addresses, cancellationToken))
                secrets[address] = secret;
        }
        catch (SecretVaultException exception)
        {
            _silentVaults[vaultKey] = exception.Message;
        }
        catch (Exception exception) when (!cancellationToken.Explains(exception))
        {
            _silentVaults[vaultKey] = Troubles.Unexpected(exception);
        }
    }

    private SecretLookup Judge(KsefCredential credential, Dictionary<SecretAddress, SecretText> secrets)
    {
        if (!HasSecret(credential))
            return new SecretLookup(SecretState.NotNamed);
        if (credential.Kind is CredentialKind.Certificate)
        {
            if (
                _certificates.Find(AddressOf(credential), secrets.GetValueOrDefault(AddressOf(credential))) is { } found
            )
                return found;
        }
        else if (secrets.TryGetValue(AddressOf(credential), out var secret))
            return TokenText.TryParse(secret, out var token)
                ? new SecretLookup(SecretState.Present, token)
                : new SecretLookup(SecretState.NotAToken, Problem: NotAToken);
        return _silentVaults.TryGetValue(KeyOfVault(credential), out var reason)
            ? new SecretLookup(SecretState.VaultSilent, Problem: reason)
            : new SecretLookup(SecretState.Missing);
    }

    private static string NotAToken =>
        UiText.Of(
            "it does not read reference|context|secret; it was sent nowhere.",
            "nie ma postaci numer|kontekst|sekret; nigdzie go nie wysłano."
        );

    private bool IsToRead(KsefCredential credential) =>
        HasSecret(credential)
        && !(credential.Kind is CredentialKind.Certificate && _certificates.Has(AddressOf(credential)));

    private static bool HasSecret(KsefCredential credential) => !string.IsNullOrEmpty(credential.SecretName);

    private static string KeyOfVault(KsefCredential credential) => credential.Vault ?? "";

    private static SecretAddress AddressOf(KsefCredential credential) => new(credential.Vault, credential.SecretName!);
}
