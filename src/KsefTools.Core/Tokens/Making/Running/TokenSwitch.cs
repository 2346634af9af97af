using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Tokens.Making.Running;

/// <summary>
/// Makes a client's file name the new token: one change of the file, safe to do twice. The former one's entry becomes
/// the new one's, so that what a person wrote beside it stays; one that is left alive is retired.
/// </summary>
internal sealed class TokenSwitch(OfficeFolder office, ClientProfile profile, TokenPlan plan)
{
    /// <summary>Names the new token in the profile, and retires the one whose place it takes.</summary>
    /// <exception cref="OfficeFileException">The file cannot be changed; it is as it was.</exception>
    public void Apply(string reference, string? identity, DateOnly today) =>
        office.Profiles.Patch(
            profile,
            editor =>
            {
                var access = editor.Profile.Access;
                if (access.Any(entry => ProfileSwitch.AddressOf(office, entry) == plan.Secret))
                    return;
                var at = IndexOfFormer(access);
                var entry = (at is { } index && !plan.KeepFormer ? access[index] : new AccessEntry()) with
                {
                    Kind = CredentialKind.Token,
                    Secret = plan.Secret.Name,
                    Vault = plan.Secret.Vault == office.Settings.Vault ? null : plan.Secret.Vault,
                    Reference = reference,
                    GeneratedBy = identity,
                    GeneratedOn = today,
                    RetiredOn = null,
                };
                if (at is { } place && !plan.KeepFormer)
                {
                    editor.ReplaceAccess(place, entry);
                    return;
                }
                if (at is { } kept && access[kept].RetiredOn is null)
                    editor.ReplaceAccess(kept, access[kept] with { RetiredOn = today });
                editor.AddAccess(entry);
            }
        );

    /// <summary>Names the former token again, as retired.</summary>
    /// <exception cref="OfficeFileException">The file cannot be changed; it is as it was.</exception>
    public void KeepFormer(DateOnly today) =>
        office.Profiles.Patch(
            profile,
            editor =>
            {
                if (IndexOfFormer(editor.Profile.Access) is null && plan.Former is { } former)
                    editor.AddAccess(
                        new AccessEntry
                        {
                            Kind = CredentialKind.Token,
                            Secret = former.Name,
                            Vault = former.Vault == office.Settings.Vault ? null : former.Vault,
                            Reference = plan.FormerReference,
                            RetiredOn = today,
                        }
                    );
            }
        );

    private int? IndexOfFormer(IReadOnlyList<AccessEntry> access) =>
        plan.Former is { } former
            ? access
                .Index()
                .Where(item =>
                    item.Item.Kind is CredentialKind.Token && ProfileSwitch.AddressOf(office, item.Item) == former
                )
                .Select(item => (int?)item.Index)
                .FirstOrDefault()
            : null;
}
