using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.SignIn.Sessions;

/// <summary>
/// Sessions of earlier runs, kept as one secret: read once when a run begins, written once when it ends. Whatever
/// happens to it costs time only, so no method here fails: it leaves a sentence in <see cref="Warnings"/>.
/// </summary>
public sealed class SessionCache
{
    private const int Version = 1;

    /// <summary>How long a cancelled run may still take to keep its sessions: they would cost a sign-in each.</summary>
    private static readonly TimeSpan SaveAfterCancel = TimeSpan.FromMilliseconds(500);

    private readonly ISecretVault? _vault;
    private readonly SecretAddress _address;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, CachedSession> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _removed = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _warnings = new();
    private volatile bool _changed;

    private SessionCache(ISecretVault? vault, SecretAddress address, TimeProvider time) =>
        (_vault, _address, _time) = (vault, address, time);

    /// <summary>For a person, in the order in which they came up.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings;

    /// <summary>How many sessions are kept.</summary>
    public int Count => _sessions.Count;

    /// <summary>A cache that forgets with the process.</summary>
    public static SessionCache InMemory(TimeProvider time) => new(vault: null, default, time);

    /// <summary>Reads the cache; one that is missing, locked or unreadable begins empty.</summary>
    public static async Task<SessionCache> LoadAsync(
        ISecretVault vault,
        SecretAddress address,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var cache = new SessionCache(vault, address, time);
        foreach (var (key, session) in await cache.ReadAsync(cancellationToken))
            cache._sessions[key] = session;
        return cache;
    }

    /// <summary>Writes the cache at a run's end, after a cancellation for half a second only, and tells what went wrong.</summary>
    /// <param name="warn">Told for a person; null for nobody.</param>
    /// <param name="cancellationToken">The run's.</param>
    public async Task SaveAtEndAsync(Action<string>? warn, CancellationToken cancellationToken)
    {
        using var limit = cancellationToken.IsCancellationRequested
            ? new CancellationTokenSource(SaveAfterCancel, _time)
            : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await SaveAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            warn?.Invoke(
                UiText.Of(
                    "The sessions were not kept; the next run signs in anew.",
                    "Sesji nie zapamiętano; następne uruchomienie zaloguje się od nowa."
                )
            );
        }
        foreach (var warning in Warnings)
            warn?.Invoke(warning);
    }

    /// <summary>
    /// Writes the cache, if anything changed. Sessions that another process has put there meanwhile are kept; of two
    /// for the same token, the one that lives longer.
    /// </summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (_vault is null || !_changed)
            return;
        // Before looking: what is stored while this writes is for the next save.
        _changed = false;
        var isSaved = false;
        try
        {
            var merged = await MergeAsync(cancellationToken);
            await _vault.WriteAsync(
                new Dictionary<SecretAddress, SecretText> { [_address] = Pack(new CachedSessions(Version, merged)) },
                cancellationToken
            );
            isSaved = true;
        }
        catch (SecretVaultException error)
        {
            Warn(
                $"The session cache could not be written, so the next run signs in anew: {error.Message}",
                $"Nie udało się zapisać pamięci sesji, więc następne uruchomienie zaloguje się od nowa: {error.Message}"
            );
        }
        finally
        {
            if (!isSaved)
                _changed = true;
        }
    }

    internal CachedSession? Find(string key) => _sessions.GetValueOrDefault(key);

    internal void Store(string key, CachedSession session)
    {
        _sessions[key] = session;
        _removed.TryRemove(key, out _);
        _changed = true;
    }

    /// <summary>KSeF said that the session is dead.</summary>
    internal void Remove(string key)
    {
        _sessions.TryRemove(key, out _);
        _removed[key] = 0;
        _changed = true;
    }

    private async Task<Dictionary<string, CachedSession>> MergeAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var merged = (await ReadAsync(cancellationToken))
            .Where(stored => !_removed.ContainsKey(stored.Key))
            .ToDictionary(StringComparer.Ordinal);
        foreach (var (key, session) in _sessions)
            if (!merged.TryGetValue(key, out var stored) || IsNewer(session, stored))
                merged[key] = session;
        foreach (
            var key in merged.Where(entry => entry.Value.Refresh.ValidUntil <= now).Select(entry => entry.Key).ToList()
        )
            merged.Remove(key);
        return merged;
    }

    private static bool IsNewer(CachedSession mine, CachedSession theirs) =>
        (mine.Refresh.ValidUntil, mine.Access.ValidUntil).CompareTo(
            (theirs.Refresh.ValidUntil, theirs.Access.ValidUntil)
        ) >= 0;

    private async Task<IReadOnlyDictionary<string, CachedSession>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await _vault!.ReadAsync([_address], cancellationToken);
            if (found.TryGetValue(_address, out var packed) && Unpack(packed) is { Version: Version } cached)
                return cached.Sessions.Where(entry => entry.Value is not null).ToDictionary(StringComparer.Ordinal);
        }
        catch (Exception error) when (error is FormatException or InvalidDataException or JsonException)
        {
            Warn(
                $"The session cache {_address} is damaged; it begins anew.",
                $"Pamięć sesji {_address} jest uszkodzona; zaczyna się od nowa."
            );
        }
        catch (SecretVaultException error)
        {
            Warn(
                $"The session cache could not be read, so everything signs in anew: {error.Message}",
                $"Nie udało się odczytać pamięci sesji, więc wszystko loguje się od nowa: {error.Message}"
            );
        }
        return new Dictionary<string, CachedSession>(StringComparer.Ordinal);
    }

    private void Warn(string english, string polish) => _warnings.Enqueue(UiText.Of(english, polish));

    // JWTs repeat their claims, so they shrink well; Base64 because a vault keeps text.
    private static SecretText Pack(CachedSessions sessions)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(zip, sessions, SessionJson.Default.CachedSessions);
        return new SecretText(Convert.ToBase64String(packed.ToArray()));
    }

    private static CachedSessions? Unpack(SecretText packed)
    {
        using var zip = new GZipStream(
            new MemoryStream(Convert.FromBase64String(packed.Reveal())),
            CompressionMode.Decompress
        );
        return JsonSerializer.Deserialize(zip, SessionJson.Default.CachedSessions);
    }
}
