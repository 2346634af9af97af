using System.Diagnostics.CodeAnalysis;

namespace KsefTools.Sandbox.Keys;

/// <summary>The public keys of one environment: rotated, re-certified and withdrawn on demand.</summary>
internal sealed class KeyRing
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(2 * 365);
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly string environment;
    private readonly int poolStart;
    private readonly Lazy<bool> first;
    private int made;
    private IReadOnlyList<EncryptionKey> keys = [];
    private IReadOnlyList<KeyCertificate> certificates = [];

    /// <summary>Keys are made at the first use.</summary>
    /// <param name="clock">Certificates begin a day before its present moment.</param>
    /// <param name="environment">Written into the subject of each certificate.</param>
    /// <param name="poolStart">
    /// First number taken from <see cref="RsaKeyPool"/>; two environments must not share keys.
    /// </param>
    public KeyRing(TimeProvider clock, string environment, int poolStart)
    {
        this.clock = clock;
        this.environment = environment;
        this.poolStart = poolStart;
        first = new(() =>
        {
            foreach (var usage in Enum.GetValues<KeyUsage>())
                AddKey(usage);
            return true;
        });
    }

    /// <summary>Certificates of all keys not withdrawn.</summary>
    public IReadOnlyList<KeyCertificate> Certificates
    {
        get
        {
            _ = first.Value;
            lock (gate)
                return certificates;
        }
    }

    /// <summary>Keys for a usage, newest first.</summary>
    public IReadOnlyList<EncryptionKey> KeysFor(KeyUsage usage)
    {
        _ = first.Value;
        lock (gate)
            return [.. keys.Where(key => key.Usage == usage).Reverse()];
    }

    public bool TryFind(string id, KeyUsage usage, [NotNullWhen(true)] out EncryptionKey? key)
    {
        _ = first.Value;
        IReadOnlyList<EncryptionKey> present;
        lock (gate)
            present = keys;
        key = present.FirstOrDefault(k => k.Usage == usage && string.Equals(k.Id, id, StringComparison.Ordinal));
        return key is not null;
    }

    /// <summary>A new key beside the old ones, which work until they are withdrawn.</summary>
    public KeyCertificate Rotate(KeyUsage usage)
    {
        _ = first.Value;
        return AddKey(usage);
    }

    /// <summary>The newest key gets a new certificate: same publicKeyId, another certificateId.</summary>
    /// <returns>Null when every key of that usage is withdrawn.</returns>
    public KeyCertificate? Recertify(KeyUsage usage) =>
        KeysFor(usage) is [var newest, ..] ? AddCertificate(newest) : null;

    /// <summary>Takes a key and its certificates out of service.</summary>
    /// <returns>False when there is no such key.</returns>
    public bool Withdraw(string keyId)
    {
        _ = first.Value;
        lock (gate)
        {
            var before = keys.Count;
            keys = [.. keys.Where(key => !string.Equals(key.Id, keyId, StringComparison.Ordinal))];
            certificates = [.. certificates.Where(c => !string.Equals(c.KeyId, keyId, StringComparison.Ordinal))];
            return keys.Count < before;
        }
    }

    private KeyCertificate AddKey(KeyUsage usage)
    {
        EncryptionKey key;
        lock (gate)
            key = new EncryptionKey(usage, RsaKeyPool.Get(poolStart + made++));
        lock (gate)
            keys = [.. keys, key];
        return AddCertificate(key);
    }

    private KeyCertificate AddCertificate(EncryptionKey key)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var usual = now.AddDays(-1);
            var latest = certificates
                .Where(c => c.Usage == key.Usage)
                .Select(c => c.ValidFrom)
                .DefaultIfEmpty(usual)
                .Max();
            // A client takes the newest validFrom, which certificates count in seconds: a later one must be later by at
            // least one.
            var from = latest >= usual ? latest.AddSeconds(certificates.Any(c => c.Usage == key.Usage) ? 1 : 0) : usual;
            var certificate = key.Certify(from, from + Lifetime, environment);
            certificates = [.. certificates, certificate];
            return certificate;
        }
    }
}
