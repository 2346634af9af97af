using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Demo.Certificates;

/// <summary>
/// The certificates that the office finds in a drawer: some clients' own, and the employee's, who may act for a client.
/// They are put as they are, with their faults, into vault and profiles, and taken out again once they are judged: what
/// follows is about tokens and what replaces them, and a client's own certificate would give it another access beside.
/// </summary>
internal static class CertificateDrawer
{
    /// <summary>Stores the certificates.</summary>
    /// <returns>One credential for each, as the profiles now name them.</returns>
    public static async Task<IReadOnlyList<KsefCredential>> PutInAsync(
        DemoOffice office,
        CancellationToken cancellationToken
    )
    {
        var stored = new List<KsefCredential>();
        foreach (var certificate in office.Seeded.Certificates)
            if (PlaceOf(office.Seeded.Truth, certificate.Truth) is { } nip)
                stored.Add(await StoreAsync(office, Nip.Parse(nip), certificate, cancellationToken));
        return stored;
    }

    /// <summary>Takes them out of profiles and vault.</summary>
    public static async Task TakeOutAsync(
        DemoOffice office,
        IReadOnlyList<KsefCredential> stored,
        CancellationToken cancellationToken
    )
    {
        foreach (var credential in stored)
            office.Folder.Profiles.Patch(
                office.Folder.Profiles.Read(Nip.Parse(credential.Nip))!.Profile!,
                editor =>
                {
                    for (var index = editor.Profile.Access.Count - 1; index >= 0; index--)
                        if (
                            string.Equals(
                                editor.Profile.Access[index].Secret,
                                credential.SecretName,
                                StringComparison.Ordinal
                            )
                        )
                            editor.RemoveAccess(index);
                }
            );
        await office.Vault.RemoveAsync(
            [.. stored.Select(credential => new SecretAddress(credential.Vault, credential.SecretName!))],
            cancellationToken
        );
    }

    private static async Task<KsefCredential> StoreAsync(
        DemoOffice office,
        Nip nip,
        SeededCertificate certificate,
        CancellationToken cancellationToken
    )
    {
        var truth = certificate.Truth;
        var settings = office.Folder.Settings;
        var entry = new AccessEntry
        {
            Kind = CredentialKind.Certificate,
            Secret = SecretNames.ForCertificate(
                settings.Environment,
                truth.Nip ?? truth.IdentityName!,
                truth.SerialNumber
            ),
            Serial = truth.SerialNumber,
            GeneratedOn = DateOnly.FromDateTime(truth.ValidFrom.UtcDateTime),
        };
        await office.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText>
            {
                [new SecretAddress(settings.Vault, entry.Secret)] = new(certificate.Pem),
            },
            cancellationToken
        );
        var profile = office.Folder.Profiles.Patch(
            office.Folder.Profiles.Read(nip)!.Profile!,
            editor => editor.AddAccess(entry)
        );
        return profile.ToKsefCredential(profile.Access[^1], office.Folder);
    }

    /// <summary>
    /// In whose profile a certificate is; null for the office's seal, and for an employee that no client lets in.
    /// </summary>
    public static string? PlaceOf(SeedTruth truth, CertificateTruth certificate) =>
        certificate.Case is CertificateCase.EmployeeQualified
            ? truth.Clients.FirstOrDefault(client => client.Conversion?.EmployeePermissions.Count > 0)?.Nip
            : certificate.Nip;
}
