using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Certificates.Enrolment.Running;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Certificates.Keeping;

/// <summary>
/// Takes a certificate that somebody brings, with its key, into the vault: checked first, then read back and compared,
/// then named in the holder's file. Each certificate has a secret of its own, so no earlier key is ever overwritten.
/// </summary>
public sealed class CertificateKeeper(OfficeFolder office, ISecretVault vault, TimeProvider time)
{
    /// <summary>Checks a certificate and says where it would go; nothing is changed.</summary>
    /// <param name="holder">Whose it is.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="vaultName">The vault; null for the office's.</param>
    /// <exception cref="KeyMaterialException">It does not fit the holder, for the reason that it names.</exception>
    /// <exception cref="EnrolmentException">The office has no such holder.</exception>
    public SecretAddress Plan(CertificateHolder holder, CertificateDetails certificate, string? vaultName)
    {
        var identity = HeldCertificate.IdentityOf(office, holder);
        var environment = EnvironmentOf(holder);
        var expectation = new KeyMaterialExpectation
        {
            Type = CertificateType.Authentication,
            Identity = identity ?? IdentityOfClient(holder, certificate),
            Environment = environment,
        };
        KeyMaterialCheck.Verify(certificate, expectation, time);
        return new SecretAddress(
            vaultName ?? office.Settings.Vault,
            NameOf(environment, holder.Name, certificate, office.Id)
        );
    }

    /// <summary>
    /// The name of a brought certificate's secret: the same for one that is brought twice, and another for each other.
    /// </summary>
    internal static string NameOf(string environment, string holder, CertificateDetails certificate, string office) =>
        SecretNames.ForCertificate(environment, holder, "f" + certificate.Fingerprint[..8].ToLowerInvariant(), office);

    /// <summary>Writes certificate and key into the vault, and then their name into the holder's file.</summary>
    /// <param name="holder">Whose it is.</param>
    /// <param name="material">Certificate and key, as <see cref="Plan"/> has checked them.</param>
    /// <param name="address">As <see cref="Plan"/> gave it.</param>
    /// <param name="replaces">
    /// The client's entry that it replaces; null to add one, as where the file has that entry no more.
    /// </param>
    /// <param name="cancellationToken">Ends the wait; the vault's write itself is not cut off.</param>
    /// <exception cref="SecretVaultException">The vault did not keep it; no file was changed.</exception>
    /// <exception cref="OfficeFileException">The file cannot be changed; running again fixes that.</exception>
    /// <exception cref="KeyMaterialException">The key may not leave its store.</exception>
    public async Task StoreAsync(
        CertificateHolder holder,
        KeyMaterial material,
        SecretAddress address,
        AccessEntry? replaces,
        CancellationToken cancellationToken
    )
    {
        office.EnsureId();
        using var custody = await SecretCustody.TakeAsync(office, vault, cancellationToken);
        await vault.WriteAsync(
            address,
            material.ToVaultText(),
            () => Name(holder, material, address, replaces),
            cancellationToken
        );
    }

    private void Name(CertificateHolder holder, KeyMaterial material, SecretAddress address, AccessEntry? replaces)
    {
        var vaultName = Same(address.Vault, office.Settings.Vault) ? null : address.Vault;
        if (holder.Kind is HolderKind.OfficeIdentity)
            office.Patch(editor => editor.SetIdentitySecret(holder.Name, address.Name, vaultName));
        else
            office.Profiles.Patch(
                Profile(holder)!,
                editor => Name(editor, Entry(material.Details, address.Name, vaultName), replaces)
            );
    }

    private static AccessEntry Entry(CertificateDetails certificate, string secret, string? vault) =>
        new()
        {
            Kind = CredentialKind.Certificate,
            Secret = secret,
            Vault = vault,
            Serial = certificate.SerialNumber,
            GeneratedOn = DateOnly.FromDateTime(certificate.ValidFrom.UtcDateTime),
        };

    // By its secret: another process may have changed the file while a person was asked.
    private static void Name(ProfileEditor editor, AccessEntry entry, AccessEntry? replaces)
    {
        for (var index = 0; replaces is not null && index < editor.Profile.Access.Count; index++)
            if (editor.Profile.Access[index] is var known && IsOf(known, replaces))
            {
                editor.ReplaceAccess(index, entry);
                return;
            }
        editor.AddAccess(entry);
    }

    private static bool IsOf(AccessEntry one, AccessEntry other) =>
        one.Kind == other.Kind && Same(one.Secret, other.Secret) && Same(one.Vault, other.Vault);

    private static CertificateIdentity? IdentityOfClient(CertificateHolder holder, CertificateDetails certificate) =>
        ClientId.TryParse(holder.Name, out var client) && certificate.IsAnotherCompanys(client.Nip.Value)
            ? new CertificateIdentity(IdentityKind.Nip, client.Nip.Value)
            : null;

    private string EnvironmentOf(CertificateHolder holder) =>
        (holder.Kind is HolderKind.Client ? Profile(holder)?.Environment : null) ?? office.Settings.Environment;

    private ClientProfile? Profile(CertificateHolder holder) =>
        ClientId.TryParse(holder.Name, out var nip) ? office.Profiles.Read(nip)?.Profile : null;

    private static bool Same(string? one, string? other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
