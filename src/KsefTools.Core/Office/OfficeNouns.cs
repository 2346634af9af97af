using KsefTools.Core.Api;
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
            Identities = new TextList<KsefIdentity>(office.ToKsefIdentities()),
            TokensEndOn = office.Settings.Policy.TokensEndOn.ToDateTime(TimeOnly.MinValue),
            TokensEndAnnounced = office.Settings.Policy.TokensEndAnnounced.ToNoun(),
            RotateAfter = office.Settings.Policy.RotateAfter,
            UnusedAfter = office.Settings.Policy.UnusedAfter,
            RenewBefore = office.Settings.Policy.RenewBefore,
            NeverPermissions = new TextList<string>(office.Settings.Policy.NeverPermissions),
            OtherEnvironments = new TextList<string>(office.Settings.Policy.OtherEnvironments),
            Parallel = office.Settings.Policy.Throttle.Parallel,
            LoginsPerSecond = office.Settings.Policy.Throttle.LoginsPerSecond,
            OfficePath = office.Path,
        };

    /// <summary>The office's identities, each with the number of clients that it serves.</summary>
    public static IReadOnlyList<KsefIdentity> ToKsefIdentities(this OfficeFolder office)
    {
        var served = office.Settings.Identities.Count == 0 ? [] : office.Profiles.ReadAll();
        return
        [
            .. office.Settings.Identities.Select(identity => new KsefIdentity
            {
                Identity = identity.Name,
                Kind = identity.Kind,
                Subject = identity.Subject,
                SecretName = identity.Secret,
                Vault = identity.Vault ?? office.Settings.Vault,
                Clients = served.Count(result =>
                    result.Profile?.Access.Any(entry => IsServedBy(entry, identity) && entry.RetiredOn is null) is true
                ),
                OfficePath = office.Path,
            }),
        ];
    }

    /// <summary>Whether an entry of a client names an identity of the office.</summary>
    public static bool IsServedBy(AccessEntry entry, OfficeIdentity identity) => identity.IsCalled(entry.Identity);

    public static KsefProfile ToKsefProfile(this ClientProfile profile, OfficeFolder office) =>
        new()
        {
            Nip = profile.Nip.Value,
            Name = profile.Name,
            Environment = office.EnvironmentNameOf(profile),
            Tags = new TextList<string>(profile.Tags),
            Contact = profile.Contact,
            ExpectedPermissions = new TextList<string>(profile.Permissions),
            Access = new TextList<KsefCredential>(profile.ToKsefCredentials(office)),
            Path = profile.Path,
            OfficePath = office.Path,
        };

    /// <summary>Where a client is: its file says, or the office's does; without a client, the office's.</summary>
    public static KsefEnvironment EnvironmentOf(this OfficeFolder office, ClientProfile? profile = null) =>
        KsefEnvironment.Parse(office.EnvironmentNameOf(profile));

    /// <inheritdoc cref="EnvironmentOf"/>
    /// <remarks>By its name or address, as it stands there.</remarks>
    public static string EnvironmentNameOf(this OfficeFolder office, ClientProfile? profile) =>
        profile?.Environment ?? office.Settings.Environment;

    /// <summary>All credentials that readable profiles name.</summary>
    public static IReadOnlyList<KsefCredential> ReadCredentials(this OfficeFolder office) =>
        [
            .. office
                .Profiles.ReadAll()
                .Select(result => result.Profile)
                .OfType<ClientProfile>()
                .SelectMany(profile => profile.ToKsefCredentials(office)),
        ];

    /// <summary>One for each entry under access, in the file's order.</summary>
    public static IEnumerable<KsefCredential> ToKsefCredentials(this ClientProfile profile, OfficeFolder office) =>
        profile.Access.Select(entry => profile.ToKsefCredential(entry, office));

    /// <summary>
    /// What an audit is to look at: each credential that is in use, and for a client without any, an object that says
    /// so.
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
            : [profile.ToKsefCredential(new AccessEntry(), office) with { Kind = null, Vault = null }];
    }

    /// <summary>
    /// Whether an entry names the secret that a credential names: two vaults may each have one of that name.
    /// </summary>
    public static bool IsOf(this AccessEntry entry, KsefCredential credential, OfficeFolder office) =>
        entry.IsOf(credential.SecretName, credential.Vault, office);

    /// <inheritdoc cref="IsOf(AccessEntry, KsefCredential, OfficeFolder)"/>
    public static bool IsOf(this AccessEntry entry, string? secretName, string? vault, OfficeFolder office) =>
        entry.Secret is not null
        && string.Equals(entry.Secret, secretName, StringComparison.OrdinalIgnoreCase)
        && string.Equals(
            entry.Vault ?? office.Settings.Vault,
            vault ?? office.Settings.Vault,
            StringComparison.OrdinalIgnoreCase
        );

    public static KsefCredential ToKsefCredential(this ClientProfile profile, AccessEntry entry, OfficeFolder office)
    {
        var identity = entry.Identity is { } name ? office.FindIdentity(name) : null;
        return new KsefCredential
        {
            Nip = profile.Nip.Value,
            Name = profile.Name,
            Environment = office.EnvironmentNameOf(profile),
            Kind = entry.Kind,
            SecretName = entry.Secret ?? identity?.Secret,
            Vault = entry.Vault ?? identity?.Vault ?? office.Settings.Vault,
            Reference = entry.Reference,
            Identity = identity?.Name ?? entry.Identity,
            SerialNumber = entry.Serial,
            GeneratedBy = entry.GeneratedBy,
            GeneratedOn = entry.GeneratedOn.ToNoun(),
            RetiredOn = entry.RetiredOn.ToNoun(),
            ExpectedPermissions = new TextList<string>(profile.Permissions),
            Tags = new TextList<string>(profile.Tags),
            Path = profile.Path,
            OfficePath = office.Path,
        };
    }
}
