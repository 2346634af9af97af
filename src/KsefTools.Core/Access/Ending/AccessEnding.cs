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
    /// anything, and one for the office itself. None for one that a person has declined. Where no certificate of the
    /// office's goes, a client's access ends while others are still looked at; else all are looked at first.
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
        var leaving = office
            .Settings.Identities.Where(identity => leaver is not null && IsLeaving(identity, order.Holders))
            .ToList();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // The office's own certificates and permissions are read beside the clients.
        var setting = Task.Run(() => SceneAsync(leaver, leaving, order, stop.Token), stop.Token);
        var look = new EndLook(_inventory, setting, options);
        var clients = look.RunAsync(order, profile => WaysOf(profile, leaver), office.EnvironmentNameOf, stop.Token);
        // A certificate is needed until all is seen, and a client that the office leaves until its parts are.
        var atOnce = leaver is not null && leaving.Count == 0;
        var home = Task.FromResult<KsefAccessEnd?>(null);
        try
        {
            if (atOnce)
                home = EndAtHomeAsync(setting, [], stop.Token);
            else
            {
                var seen = await clients.ToListAsync(stop.Token);
                clients = seen.ToAsyncEnumerable();
                home = EndAtHomeAsync(setting, seen, stop.Token);
                if (await home is { } first)
                    yield return first;
            }
            await foreach (
                var (name, end) in ResultStream.RunAsync(
                    _ => clients,
                    options.ThrottleLimit,
                    async (client, cancel) => (client.Profile.Name, await client.RunAsync(cancel)),
                    (client, fault) => (client.Profile.Name, Broken(client.Profile, fault)),
                    stop.Token
                )
            )
            {
                look.Done(name);
                if (end is not null)
                    yield return end;
            }
            if (atOnce && await home is { } last)
                yield return last;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(setting, home).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (leaver is not null && look.Unseen > 0)
            options.Warn?.Invoke(EndingSentences.NotAllSeen(look.Unseen));
    }

    private static async Task<KsefAccessEnd?> EndAtHomeAsync(
        Task<EndScene> setting,
        IReadOnlyList<ClientAccessEnd> clients,
        CancellationToken cancellationToken
    ) =>
        await setting is { Leaver: not null } scene
            ? await new HomeAccessEnd(scene, clients).RunAsync(cancellationToken)
            : null;

    /// <summary>What the revocation of a certificate of type Offline costs, for the person who is asked.</summary>
    public static string OfflineWarning(KsefAccessEnd plan, KsefAccessStep step)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(step);
        return EndingSentences.OfflineGoes($"{plan.Nip} ({plan.Name})", step.Reference ?? step.What);
    }

    private async Task<EndScene> SceneAsync(
        AccessFilter? leaver,
        IReadOnlyList<OfficeIdentity> leaving,
        AccessEndOrder order,
        CancellationToken cancellationToken
    )
    {
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
            Environment = office.EnvironmentNameOf(profile),
            Outcome = AccessEndOutcome.Failed,
            Reason = TokenFailures.Sentence(fault) ?? Faults.Sentence(fault),
            Path = profile.Path,
            OfficePath = office.Path,
        };

    // A client without any credential is looked at all the same: one result for each.
    private static IEnumerable<KsefCredential> Nobody(IReadOnlyList<KsefCredential> named) =>
        named.Where(credential => credential.SecretName is null).Take(1);

    private static bool IsLeaving(OfficeIdentity identity, IReadOnlyList<string> holders) =>
        holders.Any(holder =>
            ProfileFilter.Matches(holder, identity.Subject) || ProfileFilter.Matches(holder, identity.Name)
        );

    private void Warn(string warning) => options.Warn?.Invoke(warning);
}
