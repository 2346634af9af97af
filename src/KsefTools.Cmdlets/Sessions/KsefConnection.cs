using System.Collections.Concurrent;
using KsefTools.Core.Api;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Cmdlets.Sessions;

/// <summary>
/// The process's one connection to KSeF for a vault and a set of limits: two commands in a row, or in two runspaces,
/// count their requests together, and the second uses the sessions of the first.
/// </summary>
internal sealed class KsefConnection
{
    private static readonly ConcurrentDictionary<(string?, KsefApiOptions), Lazy<Task<KsefConnection>>> Open = new();

    private readonly ConcurrentDictionary<string, byte> _said = new(StringComparer.Ordinal);

    private KsefConnection(KsefSessions sessions, SessionCache cache) => (Sessions, Cache) = (sessions, cache);

    internal KsefSessions Sessions { get; }

    internal SessionCache Cache { get; }

    /// <summary>The connection for an office. <see cref="RelayedVault.Use"/> must have named the vault.</summary>
    internal static async Task<KsefConnection> OfAsync(OfficeFolder office, CancellationToken cancellationToken)
    {
        var key = (office.Settings.Vault, OptionsOf(office.Settings.Policy.Throttle));
        var connection = Open.GetOrAdd(
            key,
            static (key, cancellation) => new(() => CreateAsync(key, cancellation)),
            cancellationToken
        );
        try
        {
            var opened = await connection.Value;
            opened.Sessions.TryAgain();
            return opened;
        }
        catch
        {
            // Stopped while it began: the next command begins anew.
            Open.TryRemove(new(key, connection));
            throw;
        }
    }

    /// <summary>Whether this warning was not given before: the cache remembers all that it ever said.</summary>
    internal bool IsNew(string warning) => _said.TryAdd(warning, 0);

    private static async Task<KsefConnection> CreateAsync(
        (string? Vault, KsefApiOptions Options) key,
        CancellationToken cancellationToken
    )
    {
        var cache = await SessionCache.LoadAsync(
            new RelayedVault(),
            new SecretAddress(key.Vault, SecretNames.Sessions),
            TimeProvider.System,
            cancellationToken
        );
        return new KsefConnection(new KsefSessions(cache, key.Options), cache);
    }

    private static KsefApiOptions OptionsOf(OfficeThrottle throttle) =>
        new()
        {
            LoginLimitScope = throttle.LoginLimit,
            LoginLimit = new(throttle.LoginsPerSecond, PerMinute: null, PerHour: null),
            OtherLimit = new(throttle.PerSecond, throttle.PerMinute, throttle.PerHour),
            MaxConnections = throttle.Parallel,
        };
}
