using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Secrets.Gathering;

namespace KsefTools.Core.Certificates.Care;

/// <summary>
/// The certificates of some holders, as files and vault have them; also older ones, that no file names any more.
/// </summary>
internal sealed class CertificateHoldings : IDisposable
{
    private readonly List<HeldItem> _items = [];
    private readonly List<string> _warnings = [];

    private CertificateHoldings(IReadOnlyList<HolderPlace> places) => Places = places;

    public IReadOnlyList<HolderPlace> Places { get; }

    public IReadOnlyList<HeldItem> Items => _items;

    /// <summary>For a person: secrets that are named and not there, or no certificates.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Reads them; each secret once.</summary>
    /// <exception cref="EnrolmentException">The office has no such holder.</exception>
    /// <exception cref="SecretVaultException">
    /// A vault did not answer, and <paramref name="silent"/> is null.
    /// </exception>
    /// <param name="office">The office.</param>
    /// <param name="vault">Where the secrets are.</param>
    /// <param name="holders">Whose.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="alsoIn">Where they may sign in besides.</param>
    /// <param name="silent">
    /// Hears once of each vault that did not answer, with one of those whose certificates it keeps: what other vaults
    /// keep is read all the same. Null to stop at one.
    /// </param>
    public static async Task<CertificateHoldings> ReadAsync(
        OfficeFolder office,
        ISecretVault vault,
        IEnumerable<CertificateHolder> holders,
        CancellationToken cancellationToken,
        IReadOnlyList<ContextIdentifier>? alsoIn = null,
        Action<CertificateHolder, SecretVaultException>? silent = null
    )
    {
        var profiles = office
            .Profiles.ReadAll(cancellationToken: cancellationToken)
            .Select(result => result.Profile)
            .OfType<ClientProfile>()
            .ToList();
        var holdings = new CertificateHoldings([
            .. holders.Distinct().Select(holder => HolderPlace.Of(office, profiles, holder).AlsoIn(alsoIn ?? [])),
        ]);
        try
        {
            await holdings.ReadAsync(office, vault, silent, cancellationToken);
            return holdings;
        }
        catch
        {
            holdings.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Everybody who may have a certificate: the office's identities, and clients that have their own.
    /// </summary>
    public static IEnumerable<CertificateHolder> AllHolders(OfficeFolder office) =>
        office
            .Settings.Identities.Select(identity => CertificateHolder.OfIdentity(identity.Name))
            .Concat(
                office
                    .Profiles.ReadAll()
                    .Select(result => result.Profile)
                    .OfType<ClientProfile>()
                    .Where(profile =>
                        profile.Access.Any(entry => entry is { Kind: CredentialKind.Certificate, Secret: not null })
                    )
                    .Select(profile => CertificateHolder.OfClient(profile.Nip))
            );

    public void Dispose() => _items.ForEach(item => item.Material.Dispose());

    private async Task ReadAsync(
        OfficeFolder office,
        ISecretVault vault,
        Action<CertificateHolder, SecretVaultException>? silent,
        CancellationToken cancellationToken
    )
    {
        var secrets = new EachSecret(vault);
        var closed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in Places.GroupBy(place => place.Vault, StringComparer.OrdinalIgnoreCase))
        {
            IEnumerable<string> names = [];
            await TryAsync(
                group.Key,
                group.First().Holder,
                async () => names = await vault.ListAsync(group.Key, cancellationToken)
            );
            foreach (var place in group)
            foreach (
                var ofVault in AddressesOf(office, place, names)
                    .GroupBy(address => address.Vault ?? "", StringComparer.OrdinalIgnoreCase)
            )
                await TryAsync(
                    ofVault.Key,
                    place.Holder,
                    () => ReadAsync(secrets, place, [.. ofVault], silent is not null, cancellationToken)
                );
        }

        async Task TryAsync(string? name, CertificateHolder holder, Func<Task> work)
        {
            if (closed.Contains(name ?? ""))
                return;
            try
            {
                await work();
            }
            catch (SecretVaultException silence) when (silent is not null)
            {
                closed.Add(name ?? "");
                silent(holder, silence);
            }
        }
    }

    private static IEnumerable<SecretAddress> AddressesOf(
        OfficeFolder office,
        HolderPlace place,
        IEnumerable<string> names
    ) =>
        place
            .Named.Concat(
                names
                    .Where(name =>
                        name.StartsWith(place.SecretPrefix, StringComparison.OrdinalIgnoreCase)
                        && !SecretOwner.IsOfAnother(office, name)
                        // A key that still waits for its certificate.
                        && !name.EndsWith("-key", StringComparison.OrdinalIgnoreCase)
                    )
                    .Order(StringComparer.OrdinalIgnoreCase)
                    .Select(name => new SecretAddress(place.Vault, name))
            )
            .Distinct();

    private async Task ReadAsync(
        EachSecret secrets,
        HolderPlace place,
        IReadOnlyList<SecretAddress> addresses,
        bool mayLeaveOut,
        CancellationToken cancellationToken
    )
    {
        var (found, refused) = await secrets.ReadAsync(addresses, cancellationToken);
        if (!mayLeaveOut && refused.Count > 0)
            throw refused.Values.First();
        foreach (var address in addresses)
            if (found.TryGetValue(address, out var text))
                Add(place, address, text);
            else
                _warnings.Add(
                    refused.TryGetValue(address, out var why)
                        ? CareSentences.Unreadable(place.Holder, address, why.Message)
                        : CareSentences.SecretGone(place.Holder, address)
                );
    }

    // Found by its holder's name alone, and another office may have an identity of that name.
    private static bool MayBeOfAnotherOffice(HeldItem item) =>
        !item.Place.Named.Contains(item.Secret)
        && SecretNames.OfficeOf(item.Secret.Name) is null
        && item.Place.Identity is { } identity
        && item.Details.Identity != identity;

    private void Add(HolderPlace place, SecretAddress address, SecretText text)
    {
        try
        {
            var item = new HeldItem(place, address, KeyMaterial.FromVaultText(text));
            if (MayBeOfAnotherOffice(item))
                item.Material.Dispose();
            else
                _items.Add(item);
        }
        catch (KeyMaterialException exception)
        {
            _warnings.Add(CareSentences.Unreadable(place.Holder, address, exception.Message));
        }
    }
}
