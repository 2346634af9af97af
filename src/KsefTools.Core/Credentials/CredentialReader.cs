using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Secrets.Gathering;

namespace KsefTools.Core.Credentials;

/// <summary>
/// Reads the secrets of credentials, each once, however many clients it serves. Of many it reads batches: a vault takes
/// some 10 ms for each, so the first batch, a small one, is at work at KSeF while the next is read. A vault that does
/// not answer is asked once. Safe for any number of threads; the keys that it read live as long as it does.
/// </summary>
/// <param name="vault">Where the secrets are; it is only read.</param>
public sealed class CredentialReader(ISecretVault vault) : IDisposable
{
    private const int FirstBatch = 4;
    private const int LargestBatch = 25;

    private readonly EachSecret _secrets = new(vault);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly ConcurrentDictionary<SecretAddress, SecretLookup> _known = [];
    private readonly Dictionary<string, SecretVaultException> _silentVaults = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Hands things on as soon as the vault was asked for their secrets, batch by batch. What is wrong with one of the
    /// secrets comes out when it is used.
    /// </summary>
    /// <param name="items">What needs secrets; all are known before.</param>
    /// <param name="secretsOf">The secrets of one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async IAsyncEnumerable<T> AheadAsync<T>(
        IEnumerable<T> items,
        Func<T, IEnumerable<SecretAddress>> secretsOf,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var batch in Batches(items.ToArray()))
        {
            await PreloadAsync(batch.SelectMany(secretsOf), cancellationToken);
            foreach (var item in batch)
                yield return item;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var secret in _known.Values)
            secret.Material?.Dispose();
        _reading.Dispose();
    }

    /// <summary>One answer for each credential, in order, each as what its profile says it is.</summary>
    internal async IAsyncEnumerable<(KsefCredential Credential, SecretLookup Secret)> ReadAsync(
        IEnumerable<KsefCredential> credentials,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var credential in AheadAsync(credentials, AddressesOf, cancellationToken))
            yield return (
                credential,
                AddressOf(credential) is { } address
                    ? (await ReadAsync(address, cancellationToken)).As(credential.Kind ?? CredentialKind.Token)
                    : new SecretLookup(SecretState.NotNamed)
            );
    }

    /// <summary>A secret, as what its content says.</summary>
    internal async Task<SecretLookup> ReadAsync(SecretAddress address, CancellationToken cancellationToken)
    {
        // Whoever has its secret does not wait for the next batch.
        if (_known.TryGetValue(address, out var known))
            return known;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (!_known.ContainsKey(address))
                await LoadAsync(KeyOfVault(address), [address], cancellationToken);
            return _known[address];
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task PreloadAsync(IEnumerable<SecretAddress> addresses, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            foreach (
                var group in addresses
                    .Distinct()
                    .Where(address => !_known.ContainsKey(address))
                    .GroupBy(KeyOfVault, StringComparer.OrdinalIgnoreCase)
                    .ToList()
            )
                await LoadAsync(group.Key, [.. group], cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task LoadAsync(string vaultKey, SecretAddress[] addresses, CancellationToken cancellationToken)
    {
        try
        {
            if (!_silentVaults.ContainsKey(vaultKey))
            {
                var (found, refused) = await _secrets.ReadAsync(addresses, cancellationToken);
                if (
                    found.Count + refused.Count == 0
                    && addresses.Length > 1
                    && await IsEmptyAsync(addresses[0].Vault, cancellationToken)
                )
                    throw SecretVaultException.Empty(addresses[0].Vault);
                foreach (var address in addresses)
                    _known[address] =
                        refused.TryGetValue(address, out var refusal) ? Silent(refusal)
                        : found.TryGetValue(address, out var text) ? Parse(text)
                        : new SecretLookup(SecretState.Missing);
                return;
            }
        }
        catch (Exception exception) when (!cancellationToken.Explains(exception))
        {
            _silentVaults[vaultKey] =
                exception as SecretVaultException ?? SecretVaultException.Unexpected(addresses[0].Vault, exception);
        }
        var silence = _silentVaults[vaultKey];
        foreach (var address in addresses)
            _known[address] = Silent(silence);
    }

    private static SecretLookup Silent(SecretVaultException silence) =>
        new(SecretState.VaultSilent, Problem: silence.Message) { Silence = silence };

    private static IEnumerable<ArraySegment<T>> Batches<T>(T[] items)
    {
        var size = FirstBatch;
        for (var start = 0; start < items.Length; start += size, size = Math.Min(2 * size, LargestBatch))
            yield return new(items, start, Math.Min(size, items.Length - start));
    }

    // Of several secrets that profiles name, none is there, nor any other: the vault is not the one that they were
    // stored in, or has lost its file. That says nothing of each client.
    private async Task<bool> IsEmptyAsync(string? name, CancellationToken cancellationToken) =>
        (await vault.ListAsync(name, cancellationToken)).All(secret =>
            secret is SecretNames.SessionKey or SecretNames.Sessions
        );

    private static SecretLookup Parse(SecretText text) =>
        TokenText.TryParse(text, out var token)
            ? new SecretLookup(SecretState.Present, token)
            : SecretLookup.OfCertificate(text);

    /// <summary>The secret that a credential names, or none.</summary>
    internal static IEnumerable<SecretAddress> AddressesOf(KsefCredential credential) =>
        AddressOf(credential) is { } address ? [address] : [];

    private static SecretAddress? AddressOf(KsefCredential credential) =>
        string.IsNullOrEmpty(credential.SecretName) ? null : new SecretAddress(credential.Vault, credential.SecretName);

    private static string KeyOfVault(SecretAddress address) => address.Vault ?? "";
}
