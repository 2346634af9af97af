using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.SignIn;

/// <summary>
/// Encrypts tokens for KSeF: RSA-OAEP with SHA-256 of <c>token|timestampMs</c>. Fetches the key once a run.
/// </summary>
internal sealed class TokenEncryption(KsefApi api, TimeProvider time) : IDisposable
{
    private const string Usage = "KsefTokenEncryption";

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private volatile Key? _key;

    public void Dispose() => _fetching.Dispose();

    /// <summary>Encrypts for the current key.</summary>
    /// <param name="token">The token.</param>
    /// <param name="timestampMs">Of the challenge.</param>
    /// <param name="withdrawn">
    /// A key that KSeF has refused (21470): if it is still the current one, another is fetched.
    /// </param>
    /// <param name="cancellationToken">Ends the wait for the key.</param>
    internal async Task<(string EncryptedToken, string PublicKeyId)> EncryptAsync(
        TokenText token,
        long timestampMs,
        string? withdrawn,
        CancellationToken cancellationToken
    )
    {
        var key = await KeyAsync(withdrawn, cancellationToken);
        var plain = Encoding.UTF8.GetBytes(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{token.Secret.Reveal()}|{timestampMs}")
        );
        try
        {
            return (Convert.ToBase64String(key.Encrypt(plain)), key.Id);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private async Task<Key> KeyAsync(string? withdrawn, CancellationToken cancellationToken)
    {
        if (_key is { } cached && !string.Equals(cached.Id, withdrawn, StringComparison.Ordinal))
            return cached;
        await _fetching.WaitAsync(cancellationToken);
        try
        {
            if (_key is { } meanwhile && !string.Equals(meanwhile.Id, withdrawn, StringComparison.Ordinal))
                return meanwhile;
            var fetched = Choose(await api.GetPublicKeysAsync(cancellationToken));
            _key = fetched;
            return fetched;
        }
        finally
        {
            _fetching.Release();
        }
    }

    // The newest that is valid now. If this machine's clock fits none, the newest: KSeF's clock is the one that counts.
    // One that nothing can be encrypted with leaves the others.
    private Key Choose(IReadOnlyList<PublicKeyCertificate?> keys)
    {
        var now = time.GetUtcNow();
        Exception? cause = null;
        foreach (
            var key in keys.OfType<PublicKeyCertificate>()
                .Where(key => key.Usage.Contains(Usage, StringComparer.Ordinal))
                .OrderByDescending(key => key.ValidFrom <= now && now < key.ValidTo)
                .ThenByDescending(key => key.ValidFrom)
        )
            try
            {
                return new Key(key);
            }
            catch (Exception error) when (error is CryptographicException or FormatException)
            {
                cause ??= error;
            }
        throw NoKey(cause);
    }

    private static KsefApiException NoKey(Exception? cause) =>
        new(
            ApiErrorKind.BadAnswer,
            "GET /security/public-key-certificates",
            UiText.Of(
                "KSeF published no key with which a token could be encrypted.",
                "KSeF nie udostępnia klucza, którym można zaszyfrować token."
            ),
            cause
        );

    private sealed class Key
    {
        private readonly RSA _rsa;
        private readonly Lock _lock = new();

        internal Key(PublicKeyCertificate published)
        {
            using var certificate = X509CertificateLoader.LoadCertificate(
                Convert.FromBase64String(published.Certificate)
            );
            _rsa = certificate.GetRSAPublicKey() ?? throw new CryptographicException("Not an RSA key.");
            Id = published.PublicKeyId;
        }

        internal string Id { get; }

        internal byte[] Encrypt(byte[] plain)
        {
            lock (_lock)
                return _rsa.Encrypt(plain, RSAEncryptionPadding.OaepSHA256);
        }
    }
}
