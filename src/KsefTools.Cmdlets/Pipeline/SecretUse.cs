using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>Which secrets are whose: one that another profile or an identity of the office names must not be removed.</summary>
internal static class SecretUse
{
    /// <summary>The secrets of some of a profile's entries that nobody else in the office names.</summary>
    internal static IReadOnlyList<SecretAddress> OnlyOf(
        OfficeFolder office,
        ClientProfile profile,
        IReadOnlyCollection<AccessEntry> entries
    )
    {
        var mine = entries.Where(entry => entry.Secret is not null).Select(entry => AddressOf(office, entry));
        var others = office
            .Profiles.ReadAll()
            .Select(result => result.Profile)
            .OfType<ClientProfile>()
            .SelectMany(other => other.Path == profile.Path ? profile.Access.Except(entries) : other.Access)
            .Where(entry => entry.Secret is not null)
            .Select(entry => AddressOf(office, entry))
            .Concat(
                office
                    .Settings.Identities.Where(identity => identity.Secret is not null)
                    .Select(identity => Address(office, identity.Vault, identity.Secret!))
            );
        return [.. mine.Except(others)];
    }

    internal static SecretAddress AddressOf(OfficeFolder office, AccessEntry entry) =>
        Address(office, entry.Vault, entry.Secret ?? "");

    private static SecretAddress Address(OfficeFolder office, string? vault, string name) =>
        new(vault ?? office.Settings.Vault, name);
}
