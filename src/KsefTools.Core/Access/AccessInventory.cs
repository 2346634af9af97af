using System.Runtime.CompilerServices;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Credentials;
using KsefTools.Core.Office;
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
    private readonly AccessNouns _nouns = new(new AccessOwners(office), office.Path);

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
                cancel => PreloadAsync(groups, clients, cancel),
                throttleLimit,
                (client, cancel) => ListAsync(client, clients, permissions, cancel),
                (client, fault) => new AccessListing(client[0], [], SawAll: false, fault),
                cancellationToken
            )
        )
            yield return listing;
    }

    /// <summary>
    /// The certificates that serve clients, with KSeF's word on each where it gives one: asked once an identity.
    /// </summary>
    /// <param name="throttleLimit">Identities worked on at the same time.</param>
    /// <param name="warn">Told what could not be read or asked.</param>
    /// <param name="cancellationToken">Ends the work and waits for it.</param>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    public async IAsyncEnumerable<KsefAccess> ReadCertificatesAsync(
        int throttleLimit,
        Action<string> warn,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(warn);
        var inventory = new CertificateInventory(office, vault, sessions, time);
        await foreach (
            var listing in inventory.RunAsync(holders: null, local: false, throttleLimit, warn, cancellationToken)
        )
        {
            if (listing.Failure is { } failure)
                warn($"{listing.Holder}: {failure.Message}");
            foreach (var certificate in listing.Certificates)
            foreach (var row in _nouns.Of(certificate))
                yield return row;
        }
    }

    private static async IAsyncEnumerable<List<KsefCredential>> PreloadAsync(
        IReadOnlyList<List<KsefCredential>> groups,
        ClientSessions clients,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        const int batch = 25;
        foreach (var chunk in groups.Chunk(batch))
        {
            await clients.Secrets.PreloadAsync(
                chunk
                    .SelectMany(group => group)
                    .Where(credential => credential.SecretName is { Length: > 0 })
                    .Select(credential => new SecretAddress(credential.Vault, credential.SecretName!)),
                cancellationToken
            );
            foreach (var group in chunk)
                yield return group;
        }
    }

    private async Task<AccessListing> ListAsync(
        List<KsefCredential> ofClient,
        ClientSessions clients,
        PermissionInventory permissions,
        CancellationToken cancellationToken
    )
    {
        var rows = new Dictionary<(AccessKind, string), KsefAccess>();
        var (looked, sawAll) = (false, false);
        Exception? failure = null;
        // A certificate first: it is an identity, and may see more.
        foreach (var credential in ofClient.OrderByDescending(one => one.Kind))
            try
            {
                sawAll |= await LookAsync(credential, clients, rows, cancellationToken);
                looked = true;
            }
            catch (Exception exception) when (!cancellationToken.Explains(exception))
            {
                failure ??= exception;
            }
        if (looked)
            await foreach (var listing in permissions.RunAsync(ofClient, throttleLimit: 1, cancellationToken))
            {
                foreach (var permission in listing.Permissions)
                    Add(rows, _nouns.Of(ofClient[0], permission));
                sawAll &= listing.SawAll;
            }
        return new AccessListing(ofClient[0], [.. rows.Values], sawAll, looked ? null : failure);
    }

    private async Task<bool> LookAsync(
        KsefCredential credential,
        ClientSessions clients,
        Dictionary<(AccessKind, string), KsefAccess> rows,
        CancellationToken cancellationToken
    )
    {
        var session = await clients.OpenAsync(ClientCredential.Of(credential), fresh: false, cancellationToken);
        var address = new SecretAddress(credential.Vault, credential.SecretName!);
        var own = (await clients.ReadAsync(address, cancellationToken)).Token?.Reference.Value;
        var query = new TokenQuery { Statuses = ["Active", "Pending"] };
        foreach (var token in await TokenList.ReadAsync(session, query, cancellationToken))
            Add(rows, _nouns.Of(credential, token, isOfVault: token.ReferenceNumber == own));
        foreach (var open in await OpenSessions.ListAsync(session, cancellationToken))
            Add(rows, _nouns.Of(credential, open));
        return EffectivePermissions.Of(session.Claims) is { } may && may.MaySeeAllTokens;
    }

    private static void Add(Dictionary<(AccessKind, string), KsefAccess> rows, KsefAccess row)
    {
        var key = (row.Kind, row.Reference ?? $"{row.What} {row.Holder}");
        // What one session knows to be ours, another one only sees.
        if (!rows.TryGetValue(key, out var known) || (row.IsOurs && !known.IsOurs))
            rows[key] = row;
    }
}
