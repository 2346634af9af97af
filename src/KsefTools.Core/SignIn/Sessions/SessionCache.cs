using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using KsefTools.Core.Api;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.SignIn.Sessions;

/// <summary>
/// Sessions of earlier runs: read once when a run begins, written once when it ends. Whatever happens to them costs
/// time only, so no method here fails but by cancellation: it tells a sentence for a person.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "A semaphore whose wait handle is never asked for holds nothing to dispose of."
)]
public sealed class SessionCache
{
    private const int Version = 1;

    /// <summary>How long a cancelled run may still take to keep its sessions: they would cost a sign-in each.</summary>
    private static readonly TimeSpan SaveAfterCancel = TimeSpan.FromMilliseconds(500);

    private readonly SessionFile? _file;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<string, CachedSession> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _removed = new(StringComparer.Ordinal);
    private volatile bool _changed;
    private volatile bool _loaded;
    private Task _loading = Task.CompletedTask;
    private Lazy<Task> _makingKey = new(Task.CompletedTask);

    private SessionCache(SessionFile? file, TimeProvider time) => (_file, _time) = (file, time);

    /// <summary>How many sessions are kept.</summary>
    public int Count => _sessions.Count;

    /// <summary>A cache that forgets with the process.</summary>
    public static SessionCache InMemory(TimeProvider time) => new(file: null, time);

    /// <summary>A cache that outlives the process, from <see cref="LoadAsync"/> on.</summary>
    /// <param name="folder">The user's own folder for the sealed file.</param>
    /// <param name="vault">Which vault keeps the file's key; null for the session's default vault.</param>
    /// <param name="time">The clock.</param>
    public static SessionCache InFile(string folder, string? vault, TimeProvider time) =>
        new(new SessionFile(folder, vault), time);

    /// <summary>
    /// Takes up the sessions of earlier runs. Does nothing once it has: the vault is asked for the key once. Who needs
    /// a session meanwhile waits for it, so a run need not.
    /// </summary>
    /// <param name="vault">Keeps the key.</param>
    /// <param name="warn">Told for a person; null for nobody.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task LoadAsync(ISecretVault vault, Action<string>? warn, CancellationToken cancellationToken) =>
        _loading = LoadOnceAsync(vault, warn, cancellationToken);

    private async Task LoadOnceAsync(ISecretVault vault, Action<string>? warn, CancellationToken cancellationToken)
    {
        if (_file is null || _loaded)
            return;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_loaded || _makingKey is { IsValueCreated: true, Value.IsCompleted: false })
                return;
            if (!await _file.TryUnlockAsync(vault, cancellationToken) && _file.Exists)
                await _file.MakeKeyAsync(vault, cancellationToken);
            var kept = _file.IsUnlocked ? _file.Read() : null;
            foreach (var (key, session) in Unpack(kept ?? await TakeFormerAsync(vault, cancellationToken)))
                if (!_removed.ContainsKey(key))
                    _sessions.TryAdd(key, session);
            // Nothing is kept yet, so the key waits for the first session that is to be.
            if (!_file.IsUnlocked)
                _makingKey = new(() => Task.Run(() => MakeKeyAsync(vault, warn, cancellationToken), cancellationToken));
        }
        catch (Exception error) when (!cancellationToken.Explains(error))
        {
            warn?.Invoke(Unusable(error));
        }
        finally
        {
            // With the key at hand there is nothing to try again: what could not be read is replaced by the next save.
            _loaded = _file.IsUnlocked;
            _turn.Release();
        }
    }

    /// <summary>As <see cref="SaveAsync"/> at a run's end; after a cancellation, for half a second only.</summary>
    /// <param name="warn">Told for a person; null for nobody.</param>
    /// <param name="cancellationToken">The run's.</param>
    public async Task SaveAtEndAsync(Action<string>? warn, CancellationToken cancellationToken)
    {
        using var limit = cancellationToken.IsCancellationRequested
            ? new CancellationTokenSource(SaveAfterCancel, _time)
            : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await SaveAsync(warn, limit.Token);
        }
        catch (OperationCanceledException)
        {
            warn?.Invoke(
                UiText.Of(
                    "The sessions were not kept; the next run signs in again.",
                    "Sesji nie zapamiętano; następne uruchomienie zaloguje się od nowa."
                )
            );
        }
    }

    /// <summary>
    /// Writes the cache, if anything changed. Sessions that another process has put there meanwhile are kept; of two
    /// for the same token, the one that lives longer.
    /// </summary>
    /// <param name="warn">Told for a person; null for nobody.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task SaveAsync(Action<string>? warn, CancellationToken cancellationToken)
    {
        if (_file is null || !_changed)
            return;
        await _makingKey.Value.WaitAsync(cancellationToken);
        // Without the key, it has been said already that nothing is kept.
        if (!_file.IsUnlocked)
            return;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_changed)
                return;
            // Before looking: what is stored while this writes is for the next save.
            _changed = false;
            var isSaved = false;
            try
            {
                await _file.UpdateAsync(Merge, cancellationToken);
                isSaved = true;
            }
            finally
            {
                if (!isSaved)
                    _changed = true;
            }
        }
        catch (Exception error) when (!cancellationToken.Explains(error))
        {
            warn?.Invoke(
                UiText.Of(
                    $"The sessions could not be kept, so the next run signs in again: {Reason(error)}",
                    $"Nie udało się zapamiętać sesji, więc następne uruchomienie zaloguje się od nowa: {Reason(error)}"
                )
            );
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A session that is kept; waits for those of earlier runs.</summary>
    internal async ValueTask<CachedSession?> FindAsync(string key, CancellationToken cancellationToken)
    {
        // One that another command has stopped reading is one less; the run goes on without it.
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return Find(key);
    }

    internal CachedSession? Find(string key) => _sessions.GetValueOrDefault(key);

    internal void Store(string key, CachedSession session)
    {
        _sessions[key] = session;
        _removed.TryRemove(key, out _);
        _changed = true;
        _ = _makingKey.Value;
    }

    /// <summary>KSeF said that the session is dead.</summary>
    internal void Remove(string key)
    {
        _sessions.TryRemove(key, out _);
        _removed[key] = 0;
        _changed = true;
    }

    // Sessions used to be one secret, which no vault takes from an office of some 180 clients on. It goes; what it held
    // stays.
    private async Task<byte[]?> TakeFormerAsync(ISecretVault vault, CancellationToken cancellationToken)
    {
        try
        {
            var former = new SecretAddress(_file!.Vault, SecretNames.Sessions);
            var found = await vault.ReadAsync([former], cancellationToken);
            if (!found.TryGetValue(former, out var text))
                return null;
            _changed = true;
            await vault.RemoveAsync([former], cancellationToken);
            return Convert.FromBase64String(text.Reveal());
        }
        catch (Exception error) when (!cancellationToken.Explains(error))
        {
            return null;
        }
    }

    private async Task MakeKeyAsync(ISecretVault vault, Action<string>? warn, CancellationToken cancellationToken)
    {
        try
        {
            await _file!.MakeKeyAsync(vault, cancellationToken);
            _loaded = true;
        }
        catch (Exception error) when (!cancellationToken.Explains(error))
        {
            warn?.Invoke(Unusable(error));
        }
    }

    private byte[] Merge(byte[]? stored)
    {
        var now = _time.GetUtcNow();
        var merged = TryUnpack(stored)
            .Where(entry => !_removed.ContainsKey(entry.Key))
            .ToDictionary(StringComparer.Ordinal);
        foreach (var (key, session) in _sessions)
            if (!merged.TryGetValue(key, out var other) || IsNewer(session, other))
                merged[key] = session;
        foreach (
            var key in merged.Where(entry => entry.Value.Refresh.ValidUntil <= now).Select(entry => entry.Key).ToList()
        )
            merged.Remove(key);
        return Pack(new CachedSessions(Version, merged));
    }

    private static bool IsNewer(CachedSession mine, CachedSession theirs) =>
        (mine.Refresh.ValidUntil, mine.Access.ValidUntil).CompareTo(
            (theirs.Refresh.ValidUntil, theirs.Access.ValidUntil)
        ) >= 0;

    private static string Unusable(Exception error) =>
        UiText.Of(
            $"Sessions of earlier runs cannot be used, so everything signs in again: {Reason(error)}",
            $"Nie można użyć sesji z poprzednich uruchomień, więc wszystko loguje się od nowa: {Reason(error)}"
        );

    // Only what is known to hold no secret is repeated.
    private static string Reason(Exception error) =>
        error switch
        {
            SecretVaultException or IOException or UnauthorizedAccessException => error.Message,
            CryptographicException or JsonException or InvalidDataException => UiText.Of(
                "the file is damaged, or was sealed under another key.",
                "plik jest uszkodzony albo zaszyfrowany innym kluczem."
            ),
            _ => error.GetType().Name,
        };

    // JWTs repeat their claims, so they shrink well.
    private static byte[] Pack(CachedSessions sessions)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(zip, sessions, SessionJson.Default.CachedSessions);
        return packed.ToArray();
    }

    private static IEnumerable<KeyValuePair<string, CachedSession>> Unpack(byte[]? packed)
    {
        if (packed is null)
            return [];
        using var zip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var cached = JsonSerializer.Deserialize(zip, SessionJson.Default.CachedSessions);
        return cached is { Version: Version } ? cached.Sessions.Where(entry => IsOfUse(entry.Value)) : [];
    }

    // What no request could carry would fail each time.
    private static bool IsOfUse(CachedSession? session) =>
        session is not null
        && HeaderText.IsSafe(session.Access.Token.Reveal())
        && HeaderText.IsSafe(session.Refresh.Token.Reveal());

    private static IEnumerable<KeyValuePair<string, CachedSession>> TryUnpack(byte[]? packed)
    {
        try
        {
            return Unpack(packed);
        }
        catch (Exception error) when (error is JsonException or InvalidDataException)
        {
            return [];
        }
    }
}
