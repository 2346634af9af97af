using System.Runtime.CompilerServices;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Core.Access.Ending;

/// <summary>
/// Ends accesses: all of the office's at clients who say so, or all of somebody's who leaves. It looks at what there
/// is, plans, and composes the engine's own ways to end a token, a permission, a certificate and its sessions, in an
/// order in which nothing goes before what still needs it. A run may be killed anywhere: the same one again goes on.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="vault">Where the secrets are.</param>
/// <param name="sessions">Sign-ins and limits.</param>
/// <param name="cache">The cache of <paramref name="sessions"/>.</param>
/// <param name="time">The clock.</param>
/// <param name="options">How to run.</param>
public sealed class AccessEnding(
    OfficeFolder office,
    ISecretVault vault,
    KsefSessions sessions,
    SessionCache cache,
    TimeProvider time,
    AccessEndOptions options
)
{
    private readonly AccessInventory _inventory = new(office, vault, sessions, time);

    /// <summary>
    /// Where the office leaves, one result for each client; where somebody does, one for each client where there was
    /// anything, and before them one for the office itself. None for one that a person has declined.
    /// </summary>
    /// <param name="order">Whose access, and where.</param>
    /// <param name="cancellationToken">Ends the run between two steps; the next one goes on.</param>
    /// <exception cref="OfficeFolderException">The journal cannot be read; nothing was done.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer; nothing was done.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; results so far were given.</exception>
    public async IAsyncEnumerable<KsefAccessEnd> RunAsync(
        AccessEndOrder order,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(order);
        var leaver = order.Holders.Count > 0 ? new AccessFilter(order.Holders, NotOurs: false) : null;
        // The office's own certificates and permissions are read beside the clients.
        var setting = SceneAsync(leaver, order, cancellationToken);
        IReadOnlyList<ClientAccessEnd> clients;
        int unseen;
        try
        {
            (clients, unseen) = await PlanAsync(setting, leaver, order, cancellationToken);
        }
        finally
        {
            await ((Task)setting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        var scene = await setting;
        var home = leaver is null ? null : await new HomeAccessEnd(scene, clients).RunAsync(cancellationToken);
        if (home is not null)
            yield return home;
        var done = 0;
        await foreach (
            var (name, end) in ResultStream.RunAsync(
                _ => clients.ToAsyncEnumerable(),
                options.ThrottleLimit,
                async (client, cancel) => (client.Profile.Name, await client.RunAsync(cancel)),
                (client, fault) => (client.Profile.Name, Broken(client.Profile, fault)),
                cancellationToken
            )
        )
        {
            options.Progress?.Invoke(++done, clients.Count, name);
            if (end is not null)
                yield return end;
        }
        if (leaver is not null && unseen > 0)
            options.Warn?.Invoke(EndingSentences.NotAllSeen(unseen));
    }

    /// <summary>All clients where there is anything to end or to tell, each with its plan.</summary>
    private async Task<(IReadOnlyList<ClientAccessEnd> Clients, int Unseen)> PlanAsync(
        Task<EndScene> setting,
        AccessFilter? leaver,
        AccessEndOrder order,
        CancellationToken cancellationToken
    )
    {
        var profiles = order
            .Clients.DistinctBy(profile => (profile.Nip, EnvironmentOf(profile)))
            .ToDictionary(profile => (profile.Nip.Value, EnvironmentOf(profile)));
        var unseen = 0;
        var planned = ResultStream.RunAsync(
            cancel =>
                _inventory.RunAsync(
                    [.. order.Clients.SelectMany(profile => WaysOf(profile, leaver))],
                    options.ThrottleLimit,
                    cancel
                ),
            options.ThrottleLimit,
            async (listing, cancel) =>
            {
                if (!listing.SawAll)
                    Interlocked.Increment(ref unseen);
                var client = ClientOf(listing, await setting);
                await client.PlanAsync(cancel);
                return client;
            },
            // What stopped the scene stops the run.
            (listing, fault) => ClientOf(listing with { Failure = fault }, setting.GetAwaiter().GetResult()),
            cancellationToken
        );
        var clients = await planned.Where(client => client.Matters).ToListAsync(cancellationToken);
        return (clients, unseen);

        ClientAccessEnd ClientOf(AccessListing listing, EndScene scene) =>
            new(scene, profiles[(listing.Client.Nip, listing.Client.Environment)], listing);
    }

    /// <summary>What the revocation of a certificate of type Offline costs, for the person who is asked.</summary>
    public static string OfflineWarning(KsefAccessEnd plan, KsefAccessStep step)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(step);
        return EndingSentences.OfflineGoes($"{plan.Nip} ({plan.Name})", step.Reference ?? step.What);
    }

    private async Task<EndScene> SceneAsync(
        AccessFilter? leaver,
        AccessEndOrder order,
        CancellationToken cancellationToken
    )
    {
        var leaving = office
            .Settings.Identities.Where(identity => leaver is not null && IsLeaving(identity, order.Holders))
            .ToList();
        var holders = leaver is null
            // One of type Offline is in the vault alone: no file names what signs nobody in.
            ? order.Clients.Select(profile => CertificateHolder.OfClient(profile.Nip))
            : leaving
                .Where(identity => identity.Secret is not null)
                .Select(identity => CertificateHolder.OfIdentity(identity.Name));
        var certificates = await _inventory
            .ReadCertificatesAsync([.. holders], options.ThrottleLimit, Warn, cancellationToken)
            .ToListAsync(cancellationToken);
        return new EndScene
        {
            Office = office,
            Vault = vault,
            Sessions = sessions,
            Cache = cache,
            Time = time,
            Options = options,
            Tokens = TokenScene.Of(
                office,
                vault,
                sessions,
                time,
                new TokenOptions
                {
                    PollDelay = options.PollDelay,
                    MaxPollDelay = options.MaxPollDelay,
                    MaxWait = options.MaxWait,
                    Warn = options.Warn,
                    Steps = options.Steps,
                }
            ),
            Open = new OpenOperations(office, [OperationKind.Departure]),
            Leaver = leaver,
            Leaving = leaving,
            HandedOn = (await _inventory.ReadHandedOnAsync(Warn, cancellationToken)).ToLookup(
                row => row.Nip,
                StringComparer.Ordinal
            ),
            Certificates = certificates.ToLookup(row => row.Nip, StringComparer.Ordinal),
        };
    }

    /// <summary>
    /// Every credential that may open the client: what its profile names, retired ones too, and where the office leaves
    /// every identity of its own, for clients may have let in one that no profile names.
    /// </summary>
    private IEnumerable<KsefCredential> WaysOf(ClientProfile profile, AccessFilter? leaver)
    {
        var named = profile.ToCredentialsInUse(office, includeRetired: true);
        if (leaver is not null)
            return named;
        var others = office
            .Settings.Identities.Where(identity =>
                !string.IsNullOrEmpty(identity.Secret)
                && !profile.Access.Any(entry => OfficeNouns.IsServedBy(entry, identity))
            )
            .Select(identity =>
                profile.ToKsefCredential(
                    new AccessEntry { Kind = CredentialKind.Certificate, Identity = identity.Name },
                    office
                )
            );
        return [.. named.Where(credential => credential.SecretName is not null), .. others, .. Nobody(named)];
    }

    private KsefAccessEnd? Broken(ClientProfile profile, Exception fault) =>
        new()
        {
            Nip = profile.Nip.Value,
            Name = profile.Name,
            Environment = EnvironmentOf(profile),
            Outcome = AccessEndOutcome.Failed,
            Reason = TokenFailures.Sentence(fault) ?? Faults.Sentence(fault),
            Path = profile.Path,
            OfficePath = office.Path,
        };

    // A client without any credential is looked at all the same: one result for each.
    private static IEnumerable<KsefCredential> Nobody(IReadOnlyList<KsefCredential> named) =>
        named.Where(credential => credential.SecretName is null).Take(1);

    private string EnvironmentOf(ClientProfile profile) => profile.Environment ?? office.Settings.Environment;

    private static bool IsLeaving(OfficeIdentity identity, IReadOnlyList<string> holders) =>
        holders.Any(holder =>
            ProfileFilter.Matches(holder, identity.Subject) || ProfileFilter.Matches(holder, identity.Name)
        );

    private void Warn(string warning) => options.Warn?.Invoke(warning);
}
