using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Office;

/// <summary>The office's files as the objects that a script sees, with the office's defaults filled in.</summary>
public static class OfficeNouns
{
    public static KsefOffice ToKsefOffice(this OfficeFolder office) =>
        new()
        {
            Nip = office.Settings.Nip.Value,
            Name = office.Settings.Name,
            Environment = office.Settings.Environment,
            Vault = office.Settings.Vault,
            OfficePath = office.Path,
        };

    public static KsefProfile ToKsefProfile(this ClientProfile profile, OfficeFolder office) =>
        new()
        {
            Nip = profile.Nip.Value,
            Name = profile.Name,
            Environment = profile.Environment ?? office.Settings.Environment,
            Tags = new TextList<string>(profile.Tags),
            Contact = profile.Contact,
            ExpectedPermissions = new TextList<string>(profile.Permissions),
            Access = new TextList<KsefCredential>(profile.ToKsefCredentials(office)),
            Path = profile.Path,
            OfficePath = office.Path,
        };

    /// <summary>One for each entry under access, in the file's order.</summary>
    public static IEnumerable<KsefCredential> ToKsefCredentials(this ClientProfile profile, OfficeFolder office) =>
        profile.Access.Select(entry => profile.ToKsefCredential(entry, office));

    /// <summary>
    /// What an audit is to look at: each credential that is in use, and for a client without any, an object that says so.
    /// </summary>
    /// <param name="profile">The client.</param>
    /// <param name="office">Whose client it is.</param>
    /// <param name="includeRetired">Also tokens that a certificate has replaced.</param>
    public static IReadOnlyList<KsefCredential> ToCredentialsInUse(
        this ClientProfile profile,
        OfficeFolder office,
        bool includeRetired = false
    )
    {
        IReadOnlyList<KsefCredential> inUse =
        [
            .. profile.ToKsefCredentials(office).Where(credential => includeRetired || credential.RetiredOn is null),
        ];
        return inUse.Count > 0
            ? inUse
            : [profile.ToKsefCredential(new AccessEntry { Kind = CredentialKind.Token }, office) with { Vault = null }];
    }

    /// <summary>
    /// An identity's certificate as a credential: of a seal in the office's own context; of a person in that of the first
    /// client whom it serves, because KSeF lets nobody in without a right, and a person may have none at home.
    /// </summary>
    /// <exception cref="EnrolmentException">office.yaml has no such identity.</exception>
    public static KsefCredential ToKsefCredential(this OfficeFolder office, CertificateHolder holder)
    {
        var identity =
            office.Settings.Identities.FirstOrDefault(candidate =>
                string.Equals(candidate.Name, holder.Name, StringComparison.OrdinalIgnoreCase)
            ) ?? throw new EnrolmentException(EnrolmentFailure.HolderUnknown, EnrolmentSentences.HolderUnknown(holder));
        if (identity.Kind is not "seal" && FindServed(office, identity) is { } served)
            return served;
        return new KsefCredential
        {
            Nip = office.Settings.Nip.Value,
            Name = office.Settings.Name,
            Environment = office.Settings.Environment,
            Kind = CredentialKind.Certificate,
            Identity = identity.Name,
            SecretName = identity.Secret,
            Vault = identity.Vault ?? office.Settings.Vault,
            Path = office.SettingsPath,
            OfficePath = office.Path,
        };
    }

    private static KsefCredential? FindServed(OfficeFolder office, OfficeIdentity identity) =>
        office
            .Profiles.ReadAll()
            .Select(result => result.Profile)
            .OfType<ClientProfile>()
            .SelectMany(profile => profile.ToKsefCredentials(office))
            .FirstOrDefault(credential => string.Equals(credential.Identity, identity.Name, StringComparison.Ordinal));

    public static KsefCredential ToKsefCredential(this ClientProfile profile, AccessEntry entry, OfficeFolder office)
    {
        var identity = entry.Identity is null
            ? null
            : office.Settings.Identities.FirstOrDefault(candidate =>
                string.Equals(candidate.Name, entry.Identity, StringComparison.Ordinal)
            );
        return new KsefCredential
        {
            Nip = profile.Nip.Value,
            Name = profile.Name,
            Environment = profile.Environment ?? office.Settings.Environment,
            Kind = entry.Kind,
            SecretName = entry.Secret ?? identity?.Secret,
            Vault = entry.Vault ?? identity?.Vault ?? office.Settings.Vault,
            Reference = entry.Reference,
            Identity = entry.Identity,
            Serial = entry.Serial,
            GeneratedBy = entry.GeneratedBy,
            GeneratedOn = entry.GeneratedOn,
            RetiredOn = entry.RetiredOn,
            ExpectedPermissions = new TextList<string>(profile.Permissions),
            Tags = new TextList<string>(profile.Tags),
            Path = profile.Path,
            OfficePath = office.Path,
        };
    }
}
