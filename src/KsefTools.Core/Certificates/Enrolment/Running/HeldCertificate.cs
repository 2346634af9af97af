using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>The certificate that a holder has now.</summary>
/// <param name="Secret">Where it is.</param>
/// <param name="Material">It, with its key.</param>
internal sealed record HeldCertificate(SecretAddress Secret, KeyMaterial Material) : IDisposable
{
    /// <summary>
    /// The certificate of the type that lasts longest among those that the holder's file names. The files name none
    /// of type Offline, because whatever they name is for signing in: there, the last run's journal says where it is.
    /// </summary>
    /// <returns>Null where there is none.</returns>
    public static async Task<HeldCertificate?> FindAsync(
        OfficeFolder office,
        ISecretVault vault,
        EnrolmentOrder order,
        SecretAddress? last,
        CancellationToken cancellationToken
    )
    {
        var candidates = Named(office, order.Holder);
        if (order.Type is CertificateType.Offline && last is { } address)
            candidates = [.. candidates, address];
        if (candidates.Count == 0)
            return null;
        HeldCertificate? best = null;
        foreach (var (secret, text) in await vault.ReadAsync(candidates, cancellationToken))
        {
            var material = TryRead(text);
            if (
                material is null
                || material.Details.Type is CertificateType.Offline != order.Type is CertificateType.Offline
                || material.Details.ValidTo <= best?.Material.Details.ValidTo
            )
            {
                material?.Dispose();
                continue;
            }
            best?.Dispose();
            best = new HeldCertificate(secret, material);
        }
        return best;
    }

    /// <summary>Who the certificate must belong to; null where the files do not say.</summary>
    /// <exception cref="EnrolmentException">The office has no such holder.</exception>
    public static CertificateIdentity? IdentityOf(OfficeFolder office, CertificateHolder holder)
    {
        if (holder.Kind is HolderKind.Client)
            return Profile(office, holder) is null ? throw Unknown(holder) : null;
        return (Identity(office, holder) ?? throw Unknown(holder)).ToCertificateIdentity();
    }

    /// <summary>
    /// Who may sign for a certificate of the holder: an identity itself; for a client the client, and the people that
    /// its file names, by number or as an identity of the office.
    /// </summary>
    /// <exception cref="EnrolmentException">The office has no such holder.</exception>
    public static IReadOnlyList<CertificateIdentity> SignersOf(OfficeFolder office, CertificateHolder holder)
    {
        if (IdentityOf(office, holder) is { } identity)
            return [identity];
        var profile = Profile(office, holder)!;
        return
        [
            new CertificateIdentity(IdentityKind.Nip, profile.Nip.Nip.Value),
            .. profile.Signers,
            .. office
                .Settings.Identities.Where(known =>
                    known.Kind is not "seal" && profile.Access.Any(entry => known.IsCalled(entry.Identity))
                )
                .Select(known => known.ToCertificateIdentity()),
        ];
    }

    /// <summary>Whether the office's files name a certificate of the holder.</summary>
    public static bool IsNamed(OfficeFolder office, CertificateHolder holder) => Named(office, holder).Count > 0;

    public void Dispose() => Material.Dispose();

    private static IReadOnlyList<SecretAddress> Named(OfficeFolder office, CertificateHolder holder) =>
        holder.Kind is HolderKind.Client
            ?
            [
                .. (Profile(office, holder)?.Access ?? [])
                    .Where(entry => entry is { Kind: CredentialKind.Certificate, Secret: not null })
                    .Select(entry => new SecretAddress(entry.Vault ?? office.Settings.Vault, entry.Secret!)),
            ]
        : Identity(office, holder) is { Secret: { } secret } identity
            ? [new SecretAddress(identity.Vault ?? office.Settings.Vault, secret)]
        : [];

    private static OfficeIdentity? Identity(OfficeFolder office, CertificateHolder holder) =>
        office.FindIdentity(holder.Name);

    private static ClientProfile? Profile(OfficeFolder office, CertificateHolder holder) =>
        ClientId.TryParse(holder.Name, out var nip) ? office.Profiles.Read(nip)?.Profile : null;

    private static EnrolmentException Unknown(CertificateHolder holder) =>
        new(EnrolmentFailure.HolderUnknown, EnrolmentSentences.HolderUnknown(holder));

    // A secret that is no certificate with its key renews nothing; the audit tells what is wrong with it.
    private static KeyMaterial? TryRead(SecretText text)
    {
        try
        {
            return KeyMaterial.FromVaultText(text);
        }
        catch (KeyMaterialException)
        {
            return null;
        }
    }
}
