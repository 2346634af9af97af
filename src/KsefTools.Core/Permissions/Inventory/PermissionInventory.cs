using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Permissions.Inventory;

/// <summary>
/// Lists who may do what at clients. How much of it a session may see is KSeF's decision: with CredentialsRead or
/// CredentialsManage, and as an owner, everybody's permissions; else its own alone.
/// </summary>
/// <param name="office">Whose clients they are.</param>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
public sealed class PermissionInventory(OfficeFolder office, ISecretVault vault, KsefSessions sessions)
{
    private readonly Lazy<Task<Dictionary<string, string>>> _names = new(() => Task.Run(() => NamesOf(office)));

    /// <summary>One listing for each client, as they come.</summary>
    /// <param name="credentials">
    /// Whose sessions to use; of several of one client, as many as are needed to see all.
    /// </param>
    /// <param name="throttleLimit">Clients worked on at the same time.</param>
    /// <param name="cancellationToken">Ends the work and waits for it.</param>
    public async IAsyncEnumerable<PermissionListing> RunAsync(
        IReadOnlyCollection<KsefCredential> credentials,
        int throttleLimit,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var clients = new ClientSessions(vault, sessions);
        var groups = credentials
            .GroupBy(credential => (credential.Nip, credential.Environment))
            .Select(group => group.ToList());
        await foreach (
            var listing in ResultStream.RunAsync(
                cancel =>
                    clients.Secrets.AheadAsync(
                        groups,
                        static client => client.SelectMany(CredentialReader.AddressesOf),
                        cancel
                    ),
                throttleLimit,
                (client, cancel) => ListAsync(client, clients, cancel),
                (client, fault) => new PermissionListing(client[0], [], SawAll: false, fault),
                cancellationToken
            )
        )
            yield return listing;
    }

    /// <summary>
    /// What all clients have let the office do, in one paged call. Throws as <see cref="ClientSessions"/> and
    /// <see cref="GrantReader"/> do.
    /// </summary>
    public async Task<IReadOnlyList<KsefPermission>> ReadOfficeAsync(
        KsefEnvironment environment,
        OfficeIdentity identity,
        CancellationToken cancellationToken
    )
    {
        using var clients = new ClientSessions(vault, sessions);
        var session = await OpenHomeAsync(clients, environment, identity, cancellationToken);
        var received = await new GrantReader(session).ReadReceivedAsync(cancellationToken);
        var nouns = await NounsOfAsync(environment.Name, office.Settings.Nip.Value);
        return [.. received.All.Select(nouns.Of)];
    }

    /// <summary>
    /// What the office has let one of its people do, or with null all of them, at home and at clients, with or without
    /// effect. Throws as <see cref="ReadOfficeAsync"/> does.
    /// </summary>
    public async Task<IReadOnlyList<KsefPermission>> ReadHandedOnAsync(
        KsefEnvironment environment,
        OfficeIdentity identity,
        OfficeIdentity? person,
        CancellationToken cancellationToken
    )
    {
        using var clients = new ClientSessions(vault, sessions);
        var session = await OpenHomeAsync(clients, environment, identity, cancellationToken);
        var granted = await new GrantReader(session).ReadGrantedAsync(person?.ToIdentifier(), cancellationToken);
        var nouns = await NounsOfAsync(environment.Name, office.Settings.Nip.Value);
        return [.. granted.Select(nouns.Of)];
    }

    private Task<KsefSession> OpenHomeAsync(
        ClientSessions clients,
        KsefEnvironment environment,
        OfficeIdentity identity,
        CancellationToken cancellationToken
    ) =>
        clients.OpenAsync(
            environment,
            identity.SecretAddressOf(office),
            ContextIdentifier.Of(office.Settings.Nip),
            fresh: false,
            cancellationToken
        );

    /// <summary>One client's listing, by sessions whose secrets are read already.</summary>
    internal async Task<PermissionListing> ListAsync(
        IReadOnlyList<KsefCredential> ofClient,
        ClientSessions clients,
        CancellationToken cancellationToken
    )
    {
        var seen = new Dictionary<string, KsefPermission>(StringComparer.OrdinalIgnoreCase);
        var (looked, sawAll) = (false, false);
        Exception? failure = null;
        // A certificate first: it is an identity, and may see more.
        foreach (var credential in ofClient.OrderByDescending(one => one.Kind))
            try
            {
                sawAll = await LookAsync(ClientCredential.Of(credential), clients, seen, cancellationToken);
                looked = true;
                if (sawAll)
                    break;
            }
            catch (Exception exception) when (!cancellationToken.Explains(exception))
            {
                failure ??= exception;
            }
        return new PermissionListing(ofClient[0], [.. seen.Values], sawAll, looked ? null : failure);
    }

    private async Task<bool> LookAsync(
        ClientCredential credential,
        ClientSessions clients,
        Dictionary<string, KsefPermission> seen,
        CancellationToken cancellationToken
    )
    {
        var session = await clients.OpenAsync(credential, fresh: false, cancellationToken);
        var self = SelfOf(await clients.ReadAsync(credential.Secret!.Value, cancellationToken));
        var nouns = await NounsOfAsync(credential.Noun.Environment, credential.Noun.Nip);
        var reader = new GrantReader(session);
        var claims = session.Claims;
        var may = EffectivePermissions.FromClaims(
            claims.Permissions,
            claims.EffectivePermissions,
            claims.ExcludedPermissions
        );
        if (may.IsOwner)
            seen.TryAdd($"{GrantedRight.Owner} {self}", nouns.Owner(self));
        var sawAll =
            (may.IsEmpty || may.MaySeeAllTokens) && await LookAtAllAsync(reader, nouns, seen, cancellationToken);
        // An owner's own permissions are listed nowhere.
        if (!sawAll || !may.IsOwner)
            foreach (var grant in await reader.ReadOwnAsync(cancellationToken))
                seen.TryAdd(grant.Id ?? $"{grant.PermissionScope} {self}", nouns.Of(grant, self));
        return sawAll;
    }

    private static async Task<bool> LookAtAllAsync(
        GrantReader reader,
        PermissionNouns nouns,
        Dictionary<string, KsefPermission> seen,
        CancellationToken cancellationToken
    )
    {
        try
        {
            foreach (var grant in await reader.ReadInContextAsync(subject: null, cancellationToken))
                seen.TryAdd(grant.Id, nouns.Of(grant));
            return true;
        }
        catch (PermissionException refusal) when (refusal.IsAboutSession)
        {
            return false;
        }
    }

    private static TypedIdentifier? SelfOf(SecretLookup secret) =>
        secret.Token is { } token
            ? new TypedIdentifier("Token", token.Reference.ToString())
            : new TypedIdentifier(
                secret.Material!.Details.Identity.Kind.ToString(),
                secret.Material.Details.Identity.Value
            );

    private async Task<PermissionNouns> NounsOfAsync(string environment, string nip)
    {
        var names = await _names.Value;
        return new PermissionNouns(environment, nip, known => names.GetValueOrDefault(known, known), office.Path);
    }

    private static Dictionary<string, string> NamesOf(OfficeFolder office)
    {
        var names = office
            .Profiles.ReadAll()
            .Select(result => result.Profile)
            .OfType<ClientProfile>()
            .GroupBy(profile => profile.Nip.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Name, StringComparer.Ordinal);
        names.TryAdd(office.Settings.Nip.Value, office.Settings.Name);
        return names;
    }
}
