using System.Runtime.CompilerServices;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Certificates.Keeping;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Credentials;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Permissions.Inventory;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Access;

/// <summary>
/// Who has access where: every token, permission and open session that the office's credentials are shown at its
/// clients, and the certificates that serve them. How much a session may see is KSeF's decision: with CredentialsRead
/// or CredentialsManage, and as an owner, everybody's; else its own.
/// </summary>
/// <param name="office">Whose clients they are.</param>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
/// <param name="time">The clock.</param>
public sealed class AccessInventory(OfficeFolder office, ISecretVault vault, KsefSessions sessions, TimeProvider time)
{
    // It reads all profiles, which the first sign-ins need not wait for.
    private readonly Lazy<Task<AccessNouns>> _nouns = new(() =>
        Task.Run(() => new AccessNouns(new AccessOwners(office), office.Path))
    );

    /// <summary>One listing for each client, as they come.</summary>
    /// <param name="credentials">Whose sessions to use: of several of one client, all.</param>
    /// <param name="throttleLimit">Clients worked on at the same time.</param>
    /// <param name="cancellationToken">Ends the work and waits for it.</param>
    public async IAsyncEnumerable<AccessListing> RunAsync(
        IReadOnlyCollection<KsefCredential> credentials,
        int throttleLimit,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var clients = new ClientSessions(vault, sessions);
        var permissions = new PermissionInventory(office, vault, sessions);
        var groups = credentials
            .GroupBy(credential => (credential.Nip, credential.Environment))
            .Select(group => group.ToList())
            .ToList();
        await foreach (
            var listing in ResultStream.RunAsync(
                cancel =>
                    clients.Secrets.AheadAsync(
                        groups,
                        static client => client.SelectMany(CredentialReader.AddressesOf),
                        cancel
                    ),
                throttleLimit,
                (client, cancel) => ListAsync(client, clients, permissions, cancel),
                (client, fault) => new AccessListing(client[0], [], SawAll: false, fault),
                cancellationToken
            )
        )
            yield return listing;
    }

    /// <summary>
    /// What the office itself has handed on to its people, at home and at clients, active or not: in one paged call in
    /// its own context, for KSeF does not show it to the clients.
    /// </summary>
    /// <param name="warn">Told why it could not be read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<KsefAccess>> ReadHandedOnAsync(
        Action<string> warn,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(warn);
        if (office.IdentityAtHome() is not { } home)
            return [];
        try
        {
            var nouns = await _nouns.Value;
            var inventory = new PermissionInventory(office, vault, sessions);
            var found = await inventory.ReadHandedOnAsync(
                office.EnvironmentOf(),
                home,
                person: null,
                cancellationToken
            );
            return [.. found.Select(nouns.Of)];
        }
        catch (Exception silence) when (Faults.AreOfOneItem(silence, cancellationToken))
        {
            warn(silence.Message);
            return [];
        }
    }

    /// <summary>
    /// The certificates that serve clients, with KSeF's word on each where it gives one: asked once an identity.
    /// </summary>
    /// <param name="throttleLimit">Identities worked on at the same time.</param>
    /// <param name="warn">Told what could not be read or asked.</param>
    /// <param name="cancellationToken">Ends the work and waits for it.</param>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    public IAsyncEnumerable<KsefAccess> ReadCertificatesAsync(
        int throttleLimit,
        Action<string> warn,
        CancellationToken cancellationToken = default
    ) => ReadCertificatesAsync(holders: null, throttleLimit, warn, cancellationToken);

    /// <summary>As the other one, of some holders alone.</summary>
    internal async IAsyncEnumerable<KsefAccess> ReadCertificatesAsync(
        IReadOnlyCollection<CertificateHolder>? holders,
        int throttleLimit,
        Action<string> warn,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(warn);
        var nouns = await _nouns.Value;
        var inventory = new CertificateInventory(office, vault, sessions, time);
        await foreach (var listing in inventory.RunAsync(holders, local: false, throttleLimit, warn, cancellationToken))
        {
            if (listing.Failure is { } failure)
                warn($"{listing.Holder}: {failure.Message}");
            foreach (var certificate in listing.Certificates)
            foreach (var row in nouns.Of(certificate))
                yield return row;
        }
    }

    /// <summary>The certificates that left the vault with their keys, at each client that they serve.</summary>
    /// <param name="warn">Told which records of the journal cannot be read.</param>
    public async Task<IEnumerable<KsefAccess>> ReadHandoutsAsync(Action<string> warn)
    {
        var nouns = await _nouns.Value;
        return HandoutRegister.Read(office, warn).SelectMany(nouns.Of);
    }

    /// <summary>
    /// What the clients' own sessions do not show, by client: certificates, those that left the vault, and what the
    /// office handed on (at its own NIP where that is at home). What cannot be read is told and costs nothing else.
    /// </summary>
    /// <param name="throttleLimit">Identities worked on at the same time.</param>
    /// <param name="warn">Told what could not be read.</param>
    /// <param name="remark">Told why nothing is known of what was handed on.</param>
    /// <param name="cancellationToken">Ends the work and waits for it.</param>
    public async Task<ILookup<string, KsefAccess>> ReadBesidesAsync(
        int throttleLimit,
        Action<string> warn,
        Action<string> remark,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(warn);
        var rows = new List<KsefAccess>(await ReadHandedOnAsync(remark, cancellationToken));
        rows.AddRange(await ReadHandoutsAsync(warn));
        try
        {
            await foreach (var row in ReadCertificatesAsync(throttleLimit, warn, cancellationToken))
                rows.Add(row);
        }
        catch (Exception silence) when (Faults.AreOfOneItem(silence, cancellationToken))
        {
            warn(silence.Message);
        }
        return rows.ToLookup(row => row.Nip, StringComparer.Ordinal);
    }

    private async Task<AccessListing> ListAsync(
        List<KsefCredential> ofClient,
        ClientSessions clients,
        PermissionInventory permissions,
        CancellationToken cancellationToken
    )
    {
        var rows = new Dictionary<(AccessKind, string), KsefAccess>();
        var ways = new List<AccessWay>();
        // A certificate first: it is an identity, and may see more.
        foreach (var credential in ofClient.OrderByDescending(one => one.Kind))
            try
            {
                var may = await LookAsync(credential, clients, rows, cancellationToken);
                ways.Add(new AccessWay(credential, Refusal: null, may));
            }
            catch (Exception exception) when (!cancellationToken.Explains(exception))
            {
                ways.Add(new AccessWay(credential, exception, Permissions: null));
            }
        var looked = ways.Exists(way => way.Refusal is null);
        var sawAll = ways.Exists(way => way.Refusal is null && way.Permissions?.MaySeeAllTokens is true);
        if (looked)
        {
            var listing = await permissions.ListAsync(ofClient, clients, cancellationToken);
            var nouns = await _nouns.Value;
            foreach (var permission in listing.Permissions)
                Add(rows, nouns.Of(ofClient[0], permission));
            sawAll &= listing.SawAll;
        }
        var failure = looked ? null : ways.Select(way => way.Refusal).FirstOrDefault(refusal => refusal is not null);
        return new AccessListing(ofClient[0], [.. rows.Values], sawAll, failure) { Ways = ways };
    }

    private async Task<EffectivePermissions?> LookAsync(
        KsefCredential credential,
        ClientSessions clients,
        Dictionary<(AccessKind, string), KsefAccess> rows,
        CancellationToken cancellationToken
    )
    {
        var session = await clients.OpenAsync(ClientCredential.Of(credential), fresh: false, cancellationToken);
        var address = new SecretAddress(credential.Vault, credential.SecretName!);
        var own = (await clients.ReadAsync(address, cancellationToken)).Token?.Reference.Value;
        var nouns = await _nouns.Value;
        var query = new TokenQuery { Statuses = ["Active", "Pending"] };
        foreach (var token in await TokenList.ReadAsync(session, query, cancellationToken))
            Add(rows, nouns.Of(credential, token, isOfVault: token.ReferenceNumber == own));
        foreach (var open in await OpenSessions.ListAsync(session, cancellationToken))
            Add(rows, nouns.Of(credential, open));
        return EffectivePermissions.Of(session.Claims);
    }

    private static void Add(Dictionary<(AccessKind, string), KsefAccess> rows, KsefAccess row)
    {
        var key = (row.Kind, row.Reference ?? $"{row.What} {row.Holder}");
        // What one session knows to be ours, another one only sees.
        if (!rows.TryGetValue(key, out var known) || (row.IsOurs && !known.IsOurs))
            rows[key] = row;
    }
}
