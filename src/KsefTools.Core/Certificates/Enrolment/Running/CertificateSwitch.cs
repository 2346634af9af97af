using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>
/// Makes the office's files name the new certificate: the holder's, and all others that name the old one.
/// </summary>
internal sealed class CertificateSwitch(OfficeFolder office, EnrolmentPlan plan)
{
    private readonly string? _vault = Same(plan.Secret.Vault, office.Settings.Vault) ? null : plan.Secret.Vault;

    /// <summary>Safe to do twice. A file that cannot be changed is as it was.</summary>
    /// <exception cref="OfficeFolderException">The office is gone.</exception>
    /// <exception cref="OfficeFileException">A file cannot be changed, or the holder is no longer there.</exception>
    public void Apply(CertificateDetails certificate)
    {
        // As they are by now: another process may have given one of them another certificate.
        foreach (var identity in OfficeFolder.Open(office.Path).Settings.Identities)
            if (IsHolder(identity) || IsOld(identity.Secret, identity.Vault))
                office.Patch(editor => editor.SetIdentitySecret(identity.Name, plan.Secret.Name, _vault));
        foreach (var profile in office.Profiles.ReadAll().Select(result => result.Profile).OfType<ClientProfile>())
            if (IsHolder(profile) || profile.Access.Any(IsOld))
                office.Profiles.Patch(profile, editor => Apply(editor, certificate));
    }

    private void Apply(ProfileEditor editor, CertificateDetails certificate)
    {
        for (var index = 0; index < editor.Profile.Access.Count; index++)
            if (IsOld(editor.Profile.Access[index]))
                editor.ReplaceAccess(index, Entry(editor.Profile.Access[index], certificate));
        if (IsHolder(editor.Profile) && !editor.Profile.Access.Any(IsNew))
            editor.AddAccess(Entry(new AccessEntry(), certificate));
    }

    private AccessEntry Entry(AccessEntry present, CertificateDetails certificate) =>
        present with
        {
            Kind = CredentialKind.Certificate,
            Secret = plan.Secret.Name,
            Vault = _vault,
            Serial = certificate.SerialNumber,
            GeneratedOn = DateOnly.FromDateTime(certificate.ValidFrom.UtcDateTime),
        };

    private bool IsHolder(OfficeIdentity identity) =>
        plan.Holder.Kind is HolderKind.OfficeIdentity && Same(identity.Name, plan.Holder.Name);

    private bool IsHolder(ClientProfile profile) =>
        plan.Holder.Kind is HolderKind.Client && Same(profile.Nip.Value, plan.Holder.Name);

    private bool IsOld(AccessEntry entry) =>
        entry.Kind is CredentialKind.Certificate && IsOld(entry.Secret, entry.Vault);

    private bool IsOld(string? secret, string? vault) =>
        plan.Old is { } old && Same(secret, old.Name) && Same(vault ?? office.Settings.Vault, old.Vault);

    private bool IsNew(AccessEntry entry) =>
        entry.Kind is CredentialKind.Certificate && Same(entry.Secret, plan.Secret.Name);

    private static bool Same(string? one, string? other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
