using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

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
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    public static async Task<CertificateHoldings> ReadAsync(
        OfficeFolder office,
        ISecretVault vault,
        IEnumerable<CertificateHolder> holders,
        CancellationToken cancellationToken,
        IReadOnlyList<ContextIdentifier>? alsoIn = null
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
            await holdings.ReadAsync(office, vault, cancellationToken);
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

    private async Task ReadAsync(OfficeFolder office, ISecretVault vault, CancellationToken cancellationToken)
    {
        foreach (var group in Places.GroupBy(place => place.Vault, StringComparer.OrdinalIgnoreCase))
        {
            var names = await vault.ListAsync(group.Key, cancellationToken);
            foreach (var place in group)
                await ReadAsync(office, vault, place, names, cancellationToken);
        }
    }

    private async Task ReadAsync(
        OfficeFolder office,
        ISecretVault vault,
        HolderPlace place,
        IEnumerable<string> names,
        CancellationToken cancellationToken
    )
    {
        var kept = names
            .Where(name =>
                name.StartsWith(place.SecretPrefix, StringComparison.OrdinalIgnoreCase)
                && !SecretOwner.IsOfAnother(office, name)
                // A key that still waits for its certificate.
                && !name.EndsWith("-key", StringComparison.OrdinalIgnoreCase)
            )
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(name => new SecretAddress(place.Vault, name));
        var addresses = place.Named.Concat(kept).Distinct().ToList();
        var found = await vault.ReadAsync(addresses, cancellationToken);
        foreach (var address in addresses)
            if (found.TryGetValue(address, out var text))
                Add(place, address, text);
            else
                _warnings.Add(CareSentences.SecretGone(place.Holder, address));
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
