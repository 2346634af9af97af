using System.Collections.Concurrent;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Api.Watching;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Homes;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Cmdlets.Sessions;

/// <summary>
/// The process's one connection to KSeF for a vault and a set of limits: two commands in a row, or in two runspaces,
/// count their requests together, and the second uses the sessions of the first.
/// </summary>
internal sealed class KsefConnection
{
    private static readonly ConcurrentDictionary<(string?, KsefApiOptions), Lazy<KsefConnection>> Open = new();

    private KsefConnection(string? vault, KsefApiOptions options)
    {
        Cache = SessionCache.InFile(Folder, vault, TimeProvider.System);
        Sessions = new KsefSessions(Cache, options, allowed: AllowedEnvironments.OfUser(), homes: SecretHomes.OfUser());
    }

    private SessionCache Cache { get; }

    private KsefSessions Sessions { get; }

    /// <summary>The user's own data folder, not the office's, which colleagues may share.</summary>
    private static string Folder =>
        Path.Join(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify
            ),
            "KsefTools"
        );

    /// <summary>The connection for an office.</summary>
    internal static KsefConnection Of(OfficeFolder office) =>
        Open.GetOrAdd(
            (office.Settings.Vault, OptionsOf(office.Settings.Policy.Throttle)),
            static key => new(() => new KsefConnection(key.Item1, key.Item2))
        ).Value;

    /// <inheritdoc cref="RequestWatch.Follow"/>
    internal IDisposable Follow(Action<RequestNews> hear) => Sessions.Requests.Follow(hear);

    /// <summary>Asks, with the sessions of earlier runs, and keeps those of this one, however it ends.</summary>
    /// <param name="vault">The vaults, as the command reaches them.</param>
    /// <param name="remembers">False where nobody signs in, so that there is nothing to remember.</param>
    /// <param name="ask">What is asked.</param>
    /// <param name="warn">Told, once, when sessions cannot be remembered. That costs time and nothing else.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    internal async Task AskAsync(
        ISecretVault vault,
        bool remembers,
        Func<Ksef, CancellationToken, Task> ask,
        Action<string> warn,
        CancellationToken cancellationToken
    )
    {
        var ksef = new Ksef(vault, Sessions, Cache);
        Sessions.TryAgain();
        if (!remembers)
        {
            await ask(ksef, cancellationToken);
            return;
        }
        var warnOnce = Once(warn);
        var loading = Cache.LoadAsync(vault, warnOnce, cancellationToken);
        try
        {
            await ask(ksef, cancellationToken);
        }
        finally
        {
            // Nothing may run on after the command.
            await loading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Cache.SaveAtEndAsync(warnOnce, cancellationToken);
        }
    }

    private static Action<string> Once(Action<string> warn)
    {
        var said = 0;
        return warning =>
        {
            if (Interlocked.Exchange(ref said, 1) == 0)
                warn(warning);
        };
    }

    private static KsefApiOptions OptionsOf(OfficeThrottle throttle) =>
        new()
        {
            LoginLimitScope = throttle.LoginLimit,
            LoginLimit = new(throttle.LoginsPerSecond, PerMinute: null, PerHour: null),
            OtherLimit = new(throttle.PerSecond, throttle.PerMinute, throttle.PerHour),
            MaxConnections = throttle.Parallel,
            LimitsFolder = Path.IsPathRooted(Folder) ? Path.Join(Folder, "limits") : null,
        };
}
